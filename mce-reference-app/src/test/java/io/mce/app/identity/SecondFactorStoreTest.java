package io.mce.app.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.app.setup.AppDatabase;
import io.mce.app.setup.ServerSettings;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a thief of the database has. */
final class SecondFactorStoreTest {

  private static final byte[] SECRET = "a secret of twenty b".getBytes(StandardCharsets.US_ASCII);
  private static final String CODE = "4x9k-m2wq-7tbn";

  @TempDir Path folder;
  private ApplicationContext context;
  private SecondFactorStore store;

  @BeforeEach
  void start() {
    context =
        ApplicationContext.builder()
            .singletons(ServerSettings.from(Map.of("MCE_DATA_DIR", folder.toString())))
            .start();
    store = context.getBean(SecondFactorStore.class);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  private UUID addUser(String email) {
    return context
        .getBean(Users.class)
        .add(EmailAddress.parse(email).orThrow("email"), "Sarah", "no hash")
        .orElseThrow()
        .id();
  }

  @Test
  void neither_the_secret_nor_a_recovery_code_is_in_the_files() throws IOException {
    UUID user = addUser("sarah@example.com");
    assertThat(store.prepare(user, SECRET)).isTrue();
    assertThat(store.confirm(user, 1, List.of(CODE), "session")).isTrue();
    Instant now = Instant.EPOCH.plus(Totp.STEP.multipliedBy(2));
    assertThat(store.find(user).orElseThrow().match(Totp.code(SECRET, 2), now)).hasValue(2);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().contains("app.db")).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .doesNotContain(new String(SECRET, StandardCharsets.US_ASCII))
            .doesNotContain(CODE, RecoveryCode.canonical(CODE));
      }
    }
    assertThat(store.useRecoveryCode(user, CODE)).isTrue();
  }

  @Test
  void the_secret_of_one_user_opens_nothing_for_another() {
    UUID user = addUser("sarah@example.com");
    UUID thief = addUser("thief@example.com");
    store.prepare(user, SECRET);
    store.prepare(thief, "another secret of hi".getBytes(StandardCharsets.US_ASCII));
    context
        .getBean(AppDatabase.class)
        .inTransaction(handle ->
            handle.execute(
                """
                update mce_app_second_factor set secret_sealed =
                  (select secret_sealed from mce_app_second_factor where user_id = ?)
                where user_id = ?
                """,
                thief.toString(),
                user.toString()));
    assertThatThrownBy(() -> store.find(user))
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SEALED));
  }

  @Test
  void equal_recovery_codes_of_two_users_look_different_and_stay_their_own() {
    UUID one = addUser("sarah@example.com");
    UUID two = addUser("ravi@example.com");
    for (UUID user : List.of(one, two)) {
      store.prepare(user, SECRET);
      store.confirm(user, 1, List.of(CODE), "session");
    }
    assertThat(store.useRecoveryCode(one, CODE)).isTrue();
    assertThat(store.useRecoveryCode(one, CODE)).isFalse();
    assertThat(store.recoveryCodes(two)).isEqualTo(1);
    assertThat(store.useStep(two, 1)).isFalse();
    assertThat(store.useStep(two, 2)).isTrue();
    assertThat(store.useStep(two, 2)).isFalse();
  }
}
