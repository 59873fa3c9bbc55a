package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the clock of a recipient may say. */
final class RecipientZonesTest {

  private static final ZoneId OURS = ZoneId.of("Europe/Lisbon");

  private final RecipientZones zones = new RecipientZones();

  @ParameterizedTest
  @CsvSource({
    "+919876543210,   Asia/Kolkata",
    "+351912345678,   Europe/Lisbon Atlantic/Azores",
    "+5511912345678,  America/Sao_Paulo",
    "+5568912345678,  America/Rio_Branco",
    "+5581912345678,  America/Recife America/Noronha",
    "+4915123456789,  Europe/Berlin",
    "+18095551234,    America/Santo_Domingo",
  })
  void a_number_tells_its_zones(String number, String expected) {
    assertThat(of(Address.phone(number))).isEqualTo(expected);
  }

  @Test
  void a_number_of_a_wide_country_may_be_in_any_of_its_zones() {
    assertThat(of(Address.phone("+12025550143")))
        .contains("America/New_York", "America/Los_Angeles", "Pacific/Honolulu");
  }

  @Test
  void what_tells_no_country_is_where_the_organization_is() {
    assertThat(of(Address.email("ana@example.com"))).isEqualTo("Europe/Lisbon");
    assertThat(of(Address.opaque("7000"))).isEqualTo("Europe/Lisbon");
    // Satellite phones.
    assertThat(of(Address.phone("+881612345678"))).isEqualTo("Europe/Lisbon");
    assertThat(zones.of(Optional.of("XX"), OURS)).containsExactly(OURS);
  }

  @Test
  void an_id_of_whatsapp_begins_with_the_country() {
    assertThat(of(new Address(AddressScheme.WHATSAPP_USER, "IN.13491208655302741918")))
        .isEqualTo("Asia/Kolkata");
    assertThat(of(new Address(AddressScheme.WHATSAPP_USER, "13491208655302741918")))
        .isEqualTo("Europe/Lisbon");
  }

  @Test
  void each_region_of_the_table_has_a_zone_that_java_knows() {
    assertThat(zones.regions()).hasSizeGreaterThan(240);
    assertThat(zones.regions())
        .allSatisfy(region ->
            assertThat(zones.of(Optional.of(region), ZoneId.of("Z")))
                .isNotEqualTo(List.of(ZoneId.of("Z"))));
  }

  private String of(Address address) {
    return zones.of(zones.region(address), OURS).stream()
        .map(ZoneId::getId)
        .collect(Collectors.joining(" "));
  }
}
