package io.mce.channel;

import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import io.mce.spi.Address;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the clock of a recipient may say. A phone number tells its country, and in Brazil the state;
 * where that has several zones, all are possible. Thread-safe.
 */
final class RecipientZones {

  private static final String TABLE = "zones.txt";

  /** Plus, country and what tells the part of it. */
  private static final int LONGEST_PREFIX = 5;

  private static final int SHORTEST_PREFIX = 3;

  /** WhatsApp's ids of people begin with the country of their phone. */
  private static final Pattern WHATSAPP_USER = Pattern.compile("([A-Z]{2})\\..+");

  private final Map<String, List<ZoneId>> byRegion;

  @Inject
  RecipientZones() {
    this.byRegion = Map.copyOf(table());
  }

  private static Map<String, List<ZoneId>> table() {
    // What is newer than the runtime's own table of zones is left out.
    Set<String> known = ZoneId.getAvailableZoneIds();
    Map<String, List<ZoneId>> zones = new HashMap<>();
    text()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split(" ", -1)))
        .forEach(words ->
            zones.put(
                words.getFirst(),
                words.stream().skip(1).filter(known::contains).map(ZoneId::of).toList()));
    return zones;
  }

  private static String text() {
    try (InputStream table = RecipientZones.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException(TABLE + " is missing");
      }
      return new String(table.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where an address belongs: a row of the table, or a country that has none. */
  Optional<String> region(Address address) {
    return switch (address.scheme()) {
      case E164 -> ofNumber(address.value());
      case WHATSAPP_USER -> {
        Matcher matcher = WHATSAPP_USER.matcher(address.value());
        yield matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
      }
      case EMAIL, OPAQUE -> Optional.empty();
    };
  }

  private Optional<String> ofNumber(String e164) {
    for (int length = LONGEST_PREFIX; length >= SHORTEST_PREFIX; length--) {
      String prefix = e164.substring(0, Math.min(length, e164.length()));
      if (byRegion.containsKey(prefix)) {
        return Optional.of(prefix);
      }
    }
    return PhoneNumbers.region(new PhoneNumber(e164));
  }

  /** The zones of a region; that of the organization where the region is not known. */
  List<ZoneId> of(Optional<String> region, ZoneId organization) {
    List<ZoneId> zones =
        region.map(each -> byRegion.getOrDefault(each, List.of())).orElse(List.of());
    return zones.isEmpty() ? List.of(organization) : zones;
  }

  /** Every region of the table. */
  Set<String> regions() {
    return byRegion.keySet();
  }
}
