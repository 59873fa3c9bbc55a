package io.mce.portals;

import io.mce.spi.LeadIn;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leads of Housing.com: an array, or an object with it, signed by the time of asking. */
final class Housing implements Portal {

  private static final Duration REACH = Duration.ofDays(30);
  private static final Duration SPAN = Duration.ofDays(7);
  private static final Duration OVERLAP = Duration.ofMinutes(15);
  private static final int MOST = 1_000;

  private final HousingSettings settings;
  private final URI root;
  private final Clock clock;
  private final PortalHttp http = new PortalHttp("Housing.com");

  Housing(HousingSettings settings, URI root, Clock clock) {
    this.settings = settings;
    this.root = root;
    this.clock = clock;
  }

  @Override
  public Duration reach() {
    return REACH;
  }

  @Override
  public Duration longestSpan() {
    return SPAN;
  }

  @Override
  public Duration overlap() {
    return OVERLAP;
  }

  @Override
  public Answer ask(Instant from, Instant to, Optional<String> page, int limit) {
    String now = String.valueOf(clock.instant().getEpochSecond());
    Map<String, String> query = new LinkedHashMap<>();
    query.put("start_date", String.valueOf(from.getEpochSecond()));
    query.put("end_date", String.valueOf(to.getEpochSecond()));
    query.put("current_time", now);
    query.put("hash", LeadIds.hmac(settings.key().reveal(), now));
    query.put("id", settings.profileId());
    query.put("per_page", String.valueOf(MOST));
    String path =
        switch (settings.profile()) {
          case BUILDER -> "get-builder-leads";
          case BROKER -> "get-broker-leads";
        };
    PortalHttp.Answer answer = http.get(root.resolve(path), query);
    Object tree;
    try {
      tree = JsonTree.read(answer.body());
    } catch (IOException e) {
      throw http.unreadable();
    }
    if (answer.status() != 200 || JsonTree.at(tree, "apiErrors").isPresent()) {
      throw http.refused(
          answer.status() == 200 ? 401 : answer.status(),
          "Check profile id and encryption key, and that your server's address is allowed there.");
    }
    return new Answer(leads(tree), Optional.empty());
  }

  private List<LeadIn> leads(@Nullable Object tree) {
    Object list = tree instanceof List<?> ? tree : JsonTree.at(tree, "data").orElse(null);
    if (!(list instanceof List<?>)) {
      throw http.unreadable();
    }
    List<LeadIn> leads = new ArrayList<>();
    for (Map<?, ?> each : JsonTree.objects(list)) {
      Map<String, String> fields = JsonTree.texts(each);
      rename(fields, "lead_name", "name");
      rename(fields, "lead_phone", "phone");
      rename(fields, "lead_email", "email");
      String id = LeadIds.of(fields);
      leads.add(LeadIn.of(id, at(fields.get("lead_date")), fields));
    }
    return leads;
  }

  private static Instant at(@Nullable String seconds) {
    return seconds != null && seconds.matches("\\d{1,11}")
        ? Instant.ofEpochSecond(Long.parseLong(seconds))
        : Instant.EPOCH;
  }

  static void rename(Map<String, String> fields, String from, String to) {
    String value = fields.remove(from);
    if (value != null) {
      fields.putIfAbsent(to, value);
    }
  }
}
