package io.mce.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.OrganizationId;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MatchKeysTest {

  private static final long SEED = Long.getLong("mce.seed", System.nanoTime());
  private static final OrganizationId ACME =
      OrganizationId.of("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final MasterKey KEY =
      MasterKey.fromBase64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

  private final MatchKeys matchKeys = new MatchKeys(new KeyRing(KEY));
  private final Random random = new Random(SEED);

  @BeforeAll
  static void print_the_seed() {
    System.out.println("MatchKeysTest: repeat with -Dmce.seed=" + SEED);
  }

  @Test
  void equal_values_get_equal_keys_in_every_run() {
    MatchKeys afterARestart = new MatchKeys(new KeyRing(MasterKey.fromBase64(KEY.toBase64())));
    for (int round = 0; round < 1_000; round++) {
      OrganizationId organizationId = anyOrganization();
      String value = "+" + random.nextLong(1_000_000_000_000L);
      String key = matchKeys.matchKey(organizationId, "phone", value);
      assertThat(key).matches("[A-Za-z0-9_-]{22}");
      assertThat(matchKeys.matchKey(organizationId, "phone", value)).isEqualTo(key);
      assertThat(afterARestart.matchKey(organizationId, "phone", value)).isEqualTo(key);
    }
  }

  @Test
  void different_values_kinds_organizations_and_master_keys_get_different_keys() {
    MatchKeys ofAnotherMasterKey = new MatchKeys(new KeyRing(MasterKey.generate()));
    Set<String> keys = new HashSet<>();
    int made = 0;
    for (int round = 0; round < 300; round++) {
      OrganizationId organizationId = anyOrganization();
      for (String kind : new String[] {"phone", "email"}) {
        for (String value : new String[] {"", "+5511912345678", "+5511912345679"}) {
          keys.add(matchKeys.matchKey(organizationId, kind, value));
          keys.add(ofAnotherMasterKey.matchKey(organizationId, kind, value));
          made += 2;
        }
      }
    }
    assertThat(keys).hasSize(made);
  }

  @Test
  void kind_and_value_cannot_be_shifted_into_each_other() {
    assertThat(matchKeys.matchKey(ACME, "phone", "x"))
        .isNotEqualTo(matchKeys.matchKey(ACME, "phon", "ex"));
    assertThatThrownBy(() -> matchKeys.matchKey(ACME, "pho\0ne", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Made with another implementation; whatever breaks this makes every known lead a stranger. */
  @Test
  void match_keys_of_any_earlier_release_still_match() {
    assertThat(matchKeys.matchKey(ACME, "phone", "+5511912345678"))
        .isEqualTo("flbN1QpdpWMwJyubv1Gkvg");
  }

  @Test
  void the_check_value_tells_master_keys_apart() {
    KeyRing keyRing = new KeyRing(KEY);
    assertThat(keyRing.checkValue()).isEqualTo("WJEbUYv9fxaCtarSJeTTiQ");
    assertThat(keyRing.knows("WJEbUYv9fxaCtarSJeTTiQ")).isTrue();
    assertThat(new KeyRing(MasterKey.generate()).knows("WJEbUYv9fxaCtarSJeTTiQ")).isFalse();
  }

  @Test
  void keys_stay_right_when_more_organizations_come_than_are_kept_in_memory() {
    String before = matchKeys.matchKey(ACME, "phone", "x");
    for (int round = 0; round < 10_100; round++) {
      matchKeys.matchKey(anyOrganization(), "phone", "x");
    }
    assertThat(matchKeys.matchKey(ACME, "phone", "x")).isEqualTo(before);
  }

  private OrganizationId anyOrganization() {
    return new OrganizationId(new UUID(random.nextLong(), random.nextLong()));
  }
}
