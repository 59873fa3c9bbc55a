package io.mce.app.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.MceException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServerSettingsTest {

  @Test
  void every_key_has_a_default_that_works() {
    ServerSettings settings = ServerSettings.from(Map.of());
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.databaseUrl()).isEmpty();
    assertThat(settings.publicUrl()).hasToString("http://127.0.0.1:8080");
    assertThat(settings.sandbox()).isTrue();
    assertThat(settings.signup()).isTrue();
  }

  @Test
  void all_that_is_wrong_is_said_at_once() {
    assertThatThrownBy(() ->
            ServerSettings.from(
                Map.of(
                    "MCE_PORT", "eighty",
                    "MCE_DATABASE_URL", "mysql://x",
                    "MCE_PUBLIC_URL", "nowhere",
                    "MCE_FIELD_ENCRYPTION", "half",
                    "MCE_SANDBOX", "perhaps",
                    "MCE_SIGNUP", "sometimes",
                    "MCE_LOG", "xml",
                    "MCE_LOG_LEVEL", "LOUD")))
        .isInstanceOfSatisfying(
            MceException.class,
            e ->
                assertThat(e.details())
                    .containsOnlyKeys(
                        "MCE_PORT",
                        "MCE_DATABASE_URL",
                        "MCE_MASTER_KEY",
                        "MCE_PUBLIC_URL",
                        "MCE_FIELD_ENCRYPTION",
                        "MCE_SANDBOX",
                        "MCE_SIGNUP",
                        "MCE_LOG",
                        "MCE_LOG_LEVEL"));
  }

  @Test
  void postgresql_needs_a_master_key_and_gets_no_sandbox_by_itself() {
    Map<String, String> environment =
        Map.of(
            "MCE_DATABASE_URL",
            "jdbc:postgresql://localhost/mce",
            "MCE_MASTER_KEY",
            java.util.Base64.getEncoder().encodeToString(new byte[32]));
    assertThat(ServerSettings.from(environment).sandbox()).isFalse();
  }

  @Test
  void sign_up_is_closed_where_others_can_reach_the_server() {
    assertThat(ServerSettings.from(Map.of("MCE_HOST", "0.0.0.0")).signup()).isFalse();
    assertThat(ServerSettings.from(Map.of("MCE_HOST", "0.0.0.0", "MCE_SIGNUP", "open")).signup())
        .isTrue();
  }

  @Test
  void an_address_of_ipv6_stands_in_brackets_in_the_public_url() {
    assertThat(ServerSettings.from(Map.of("MCE_HOST", "::1")).publicUrl())
        .hasToString("http://[::1]:8080");
    assertThat(ServerSettings.from(Map.of("MCE_HOST", "::")).publicUrl())
        .hasToString("http://localhost:8080");
  }

  @Test
  void the_level_of_the_log_may_be_written_small() {
    assertThat(ServerSettings.from(Map.of("MCE_LOG", "json", "MCE_LOG_LEVEL", "debug")).port())
        .isEqualTo(8080);
  }

  @Test
  void a_password_is_not_shown() {
    assertThat(ServerSettings.from(Map.of("MCE_DATABASE_PASSWORD", "secret")).toString())
        .doesNotContain("secret");
  }
}
