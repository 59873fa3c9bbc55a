package io.mce.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.app.setup.AppDatabase;
import io.mce.app.setup.AppSealedColumn;
import io.mce.app.setup.ServerSettings;
import io.mce.engine.MceEngine;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.OrganizationId;
import io.mce.secret.HostSeals;
import io.mce.secret.KeyRing;
import io.mce.secret.MasterKey;
import io.mce.secret.SealedValue;
import io.mce.secret.SecretBox;
import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A key file is replaced by renaming it; users and their log-ins do not notice. */
final class NewMasterKeyTest {

  private static final EmailAddress EMAIL = new EmailAddress("sarah@example.com");

  private static final byte[] SECRET = "a secret of twenty b".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void users_and_their_tokens_survive_a_new_key_file() throws Exception {
    String token =
        server(context -> {
          User user = context.getBean(Users.class).add(EMAIL, "Sarah", "hash").orElseThrow();
          context.getBean(SecondFactorStore.class).prepare(user.id(), SECRET);
          return context
              .getBean(AccessTokens.class)
              .issue(
                  UUID.randomUUID(),
                  new OrganizationId(UUID.randomUUID()),
                  "session",
                  Instant.now().plusSeconds(60));
        });
    Path key = folder.resolve("master.key");
    Files.move(key, folder.resolve("master.key.previous"));
    server(context -> {
      Users.Login login = context.getBean(Users.class).findByEmail(EMAIL).orElseThrow();
      assertThat(Mono.from(context.getBean(AccessTokens.class).validateToken(token, null)).block())
          .isNotNull();
      MceEngine engine = context.getBean(MceEngine.class);
      assertThat(engine.keyRotation().orElseThrow().isDone()).isFalse();
      context.getBean(HostSeals.class).resealAll(new SecretBox(engine.keyRing()));
      SecretBox withTheNewKey = new SecretBox(new KeyRing(MasterKey.loadOrCreate(key)));
      String userId = login.user().id().toString();
      assertThat(
              withTheNewKey.open(
                  AppSealedColumn.INSTALLATION,
                  SecondFactorStore.context(userId),
                  new SealedValue(sealedSecret(context))))
          .isEqualTo(SECRET);
      String sealed =
          context
              .getBean(AppDatabase.class)
              .read(handle ->
                  handle
                      .createQuery("select email_sealed from mce_app_user")
                      .mapTo(String.class)
                      .one());
      return assertThat(
              withTheNewKey.openText(
                  AppSealedColumn.INSTALLATION, Users.EMAIL_CONTEXT, new SealedValue(sealed)))
          .isEqualTo(EMAIL.address());
    });
  }

  @Test
  void every_sealed_column_of_the_server_is_sealed_anew() {
    server(context -> {
      List<String> sealed =
          context
              .getBean(AppDatabase.class)
              .read(handle -> {
                List<String> names = new ArrayList<>();
                try (var columns =
                    handle.getConnection().getMetaData().getColumns(null, null, null, null)) {
                  while (columns.next()) {
                    if (columns.getString("COLUMN_NAME").endsWith("_sealed")) {
                      names.add(
                          columns.getString("TABLE_NAME") + "." + columns.getString("COLUMN_NAME"));
                    }
                  }
                } catch (java.sql.SQLException e) {
                  throw new IllegalStateException(e);
                }
                return names;
              });
      return assertThat(
              context.getBeansOfType(AppSealedColumn.class).stream()
                  .map(each -> each.table() + "." + each.column()))
          .containsExactlyInAnyOrderElementsOf(sealed)
          .isNotEmpty();
    });
  }

  private static String sealedSecret(ApplicationContext context) {
    return context
        .getBean(AppDatabase.class)
        .read(handle ->
            handle
                .createQuery("select secret_sealed from mce_app_second_factor")
                .mapTo(String.class)
                .one());
  }

  private <T> T server(Function<ApplicationContext, T> work) {
    try (ApplicationContext context =
        ApplicationContext.builder()
            .singletons(ServerSettings.from(Map.of("MCE_DATA_DIR", folder.toString())))
            .start()) {
      return work.apply(context);
    }
  }
}
