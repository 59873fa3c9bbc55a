package io.mce.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

  private static final long SEED = Long.getLong("mce.seed", System.nanoTime());
  private static final OrganizationId ACME =
      OrganizationId.of("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final OrganizationId OTHER =
      OrganizationId.of("01890a5d-ac96-774b-bcce-b302099a8058");
  private static final MasterKey KEY =
      MasterKey.fromBase64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

  private final SecretBox box = new SecretBox(new KeyRing(KEY));
  private final Random random = new Random(SEED);

  @BeforeAll
  static void print_the_seed() {
    System.out.println("SecretBoxTest: repeat with -Dmce.seed=" + SEED);
  }

  @Test
  void what_is_sealed_opens_again() {
    for (int round = 0; round < 2_000; round++) {
      OrganizationId organizationId = anyOrganization();
      String context = anyText(40);
      byte[] plain = anyBytes(300);
      assertThat(box.open(organizationId, context, box.seal(organizationId, context, plain)))
          .as("seed %d", SEED)
          .isEqualTo(plain);
      String text = anyText(200);
      assertThat(box.openText(organizationId, context, box.seal(organizationId, context, text)))
          .as("seed %d", SEED)
          .isEqualTo(text);
    }
  }

  @Test
  void a_change_of_any_byte_is_noticed() {
    for (int round = 0; round < 20; round++) {
      byte[] plain = anyBytes(60);
      String text = box.seal(ACME, "place", plain).text();
      byte[] content = Base64.getUrlDecoder().decode(text.substring(3));
      for (int at = 0; at < content.length; at++) {
        byte[] changed = content.clone();
        changed[at] ^= (byte) (1 + random.nextInt(255));
        assertSealed(ACME, "place", sealedOf(changed));
      }
      assertSealed(ACME, "place", sealedOf(Arrays.copyOf(content, content.length - 1)));
      assertSealed(ACME, "place", sealedOf(Arrays.copyOf(content, content.length + 1)));
    }
  }

  @Test
  void a_change_of_any_character_is_noticed() {
    String text = box.seal(ACME, "place", "Ana").text();
    for (int at = 0; at < text.length(); at++) {
      char other = text.charAt(at) == 'B' ? 'C' : 'B';
      String changed = text.substring(0, at) + other + text.substring(at + 1);
      assertThatThrownBy(() -> box.open(ACME, "place", new SealedValue(changed)))
          .as("character %d", at)
          .isInstanceOf(MceException.class);
    }
    assertSealed(ACME, "place", new SealedValue(text + "="));
    assertSealed(ACME, "place", new SealedValue("s1."));
    assertSealed(ACME, "place", new SealedValue("s1.?"));
  }

  @Test
  void what_does_not_open_leaves_nothing_behind_for_what_does() {
    SealedValue good = box.seal(ACME, "place", "good");
    SealedValue elsewhere = box.seal(ACME, "elsewhere", "bad");
    for (int round = 0; round < 20; round++) {
      assertThatThrownBy(() -> box.openText(ACME, "place", elsewhere))
          .isInstanceOf(MceException.class);
      assertThat(box.openText(ACME, "place", good)).isEqualTo("good");
      assertThat(box.openText(ACME, "place", box.seal(ACME, "place", "new"))).isEqualTo("new");
    }
  }

  @Test
  void a_ciphertext_copied_to_another_organization_or_place_does_not_open() {
    for (int round = 0; round < 500; round++) {
      OrganizationId organizationId = anyOrganization();
      String context = anyText(20);
      SealedValue sealed = box.seal(organizationId, context, anyBytes(50));
      assertSealed(anyOrganization(), context, sealed);
      assertSealed(organizationId, context + "x", sealed);
    }
    assertSealed(OTHER, "place", box.seal(ACME, "place", "Ana"));
    assertSealed(ACME, "", box.seal(ACME, "place", "Ana"));
  }

  @Test
  void another_master_key_does_not_open() {
    SealedValue sealed = new SecretBox(new KeyRing(MasterKey.generate())).seal(ACME, "p", "Ana");
    assertSealed(ACME, "p", sealed);
  }

  @Test
  void the_same_value_sealed_twice_looks_different_and_shows_nothing() {
    SealedValue one = box.seal(ACME, "place", "+5511912345678");
    SealedValue two = box.seal(ACME, "place", "+5511912345678");
    assertThat(one.text()).isNotEqualTo(two.text()).matches("s1\\.[A-Za-z0-9_-]+");
    assertThat(one.toString()).isEqualTo("SealedValue[61 characters]");
    assertThat(box.seal(ACME, "place", "").text()).hasSize(42);
  }

  @Test
  void errors_say_where_and_why_but_never_what() {
    SealedValue sealed = box.seal(ACME, "lead-identifier", "+5511912345678");
    assertThatThrownBy(() -> box.open(OTHER, "lead-identifier", sealed))
        .isInstanceOfSatisfying(
            MceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.SEALED);
              assertThat(e.details()).containsEntry("context", "lead-identifier");
            })
        .hasMessageContaining("lead-identifier")
        .hasMessageContaining("another organization")
        .message()
        .doesNotContain("5511", sealed.text());
    assertThatThrownBy(() -> new SealedValue("+5511912345678"))
        .isInstanceOf(MceException.class)
        .message()
        .doesNotContain("5511");
  }

  @Test
  void an_unknown_master_key_is_named_by_its_number() {
    byte[] content =
        Base64.getUrlDecoder().decode(box.seal(ACME, "place", "Ana").text().substring(3));
    content[0] = (byte) (content[0] == 7 ? 8 : 7);
    assertThatThrownBy(() -> box.open(ACME, "place", sealedOf(content)))
        .hasMessageContaining("number " + content[0]);
  }

  /** Made with another implementation; whatever breaks this makes every stored value unreadable. */
  @Test
  void values_sealed_by_any_earlier_release_open() {
    SealedValue stored = new SealedValue("s1.AQAAAAAAAAAAAAAAADV61cWRFCIBZF3os_cnKWnLMO4");
    assertThat(box.openText(ACME, "lead-identifier", stored)).isEqualTo("Ana");
  }

  @Test
  void many_threads_seal_and_open_for_many_organizations() throws Exception {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int task = 0; task < 200; task++) {
      OrganizationId organizationId = anyOrganization();
      String plain = "value " + task;
      tasks.add(() -> {
        for (int round = 0; round < 50; round++) {
          SealedValue sealed = box.seal(organizationId, "place", plain);
          if (!box.openText(organizationId, "place", sealed).equals(plain)) {
            return false;
          }
        }
        return true;
      });
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      for (var result : executor.invokeAll(tasks)) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  private void assertSealed(OrganizationId organizationId, String context, SealedValue sealed) {
    assertThatThrownBy(() -> box.open(organizationId, context, sealed))
        .as("seed %d", SEED)
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SEALED));
  }

  private static SealedValue sealedOf(byte[] content) {
    return new SealedValue("s1." + Base64.getUrlEncoder().withoutPadding().encodeToString(content));
  }

  private OrganizationId anyOrganization() {
    return new OrganizationId(new UUID(random.nextLong(), random.nextLong()));
  }

  private byte[] anyBytes(int max) {
    byte[] bytes = new byte[random.nextInt(max + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  private String anyText(int max) {
    return random
        .ints(random.nextInt(max + 1), 0, 0x2ffff)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
