package io.mce.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys open what they were made for, until they end. */
final class ApiKeysTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract {

    private static final Set<Permission> READ = EnumSet.of(Permission.LEAD_READ);

    @RegisterExtension final MceExtension mce;
    private Actor acme;
    private Actor rival;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void two_organizations() {
      acme = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      rival = Actor.system(mce.engine().organizations().ensure("rival", "Rival").id(), "host");
    }

    ApiKeys keys() {
      return mce.engine().apiKeys();
    }

    IssuedApiKey created() {
      return keys().create(acme, " Website ", READ, Optional.empty());
    }

    @Test
    void a_key_acts_for_its_organization_with_its_permissions() {
      IssuedApiKey issued = created();
      Actor actor = keys().actor(issued.secret());
      assertThat(actor.organizationId()).isEqualTo(acme.organizationId());
      assertThat(actor.kind()).isEqualTo(Actor.Kind.KEY);
      assertThat(actor.id()).isEqualTo(issued.key().id().toString());
      assertThat(actor.permissions()).isEqualTo(READ);
      assertThat(keys().list(acme))
          .singleElement()
          .satisfies(key -> {
            assertThat(key.name()).isEqualTo("Website");
            assertThat(key.createdBy()).isEqualTo("host");
            assertThat(issued.secret()).endsWith(key.hint());
          });
    }

    @Test
    void its_last_use_is_noted_to_the_minute() {
      IssuedApiKey issued = created();
      assertThat(keys().list(acme).getFirst().lastUsedAt()).isEmpty();
      keys().actor(issued.secret());
      assertThat(keys().list(acme).getFirst().lastUsedAt()).contains(MceExtension.START);
      mce.clock().add(Duration.ofSeconds(59));
      keys().actor(issued.secret());
      assertThat(keys().list(acme).getFirst().lastUsedAt()).contains(MceExtension.START);
      mce.clock().add(Duration.ofSeconds(2));
      keys().actor(issued.secret());
      assertThat(keys().list(acme).getFirst().lastUsedAt())
          .contains(MceExtension.START.plusSeconds(61));
    }

    @Test
    void one_that_was_revoked_opens_nothing_from_then_on() {
      IssuedApiKey issued = created();
      assertRefused(ErrorCode.NOT_FOUND, () -> keys().revoke(rival, issued.key().id()));
      keys().revoke(acme, issued.key().id());
      assertRefused(ErrorCode.KEY_REVOKED, () -> keys().actor(issued.secret()));
      assertRefused(ErrorCode.WRONG_STATE, () -> keys().revoke(acme, issued.key().id()));
      assertThat(keys().list(acme).getFirst().state()).isEqualTo(ApiKeyState.REVOKED);
      assertThat(
              mce.engine()
                  .events()
                  .latest(acme, Set.of(ApiKeyCreated.class, ApiKeyRevoked.class), 10))
          .hasSize(2);
    }

    @Test
    void one_that_ends_is_good_until_then() {
      IssuedApiKey issued =
          keys()
              .create(
                  acme, "Short", READ, Optional.of(MceExtension.START.plus(Duration.ofDays(30))));
      mce.clock().add(Duration.ofDays(30).minusMillis(1));
      assertThat(keys().actor(issued.secret()).permissions()).isEqualTo(READ);
      mce.clock().add(Duration.ofMillis(1));
      assertRefused(ErrorCode.KEY_EXPIRED, () -> keys().actor(issued.secret()));
      assertThat(keys().list(acme).getFirst().state()).isEqualTo(ApiKeyState.EXPIRED);
    }

    @Test
    void a_key_that_we_did_not_make_opens_nothing() {
      String secret = created().secret();
      for (int i = ApiKeySecret.PREFIX.length(); i < secret.length(); i++) {
        char other = secret.charAt(i) == 'A' ? 'Q' : 'A';
        String tampered = secret.substring(0, i) + other + secret.substring(i + 1);
        assertRefused(ErrorCode.KEY_INVALID, () -> keys().actor(tampered));
      }
      for (String wrong : List.of("", "mce_", "mce_x", secret.substring(1), secret + "A")) {
        assertRefused(ErrorCode.KEY_INVALID, () -> keys().actor(wrong));
      }
    }

    @Test
    void a_key_can_do_nothing_that_its_maker_may_not() {
      Actor keeper =
          Actor.member(
              acme.organizationId(),
              "keeper",
              EnumSet.of(Permission.API_KEY_MANAGE, Permission.LEAD_READ));
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> keys().create(keeper, "More", EnumSet.of(Permission.LEAD_WRITE), Optional.empty()));
      assertThat(keys().create(keeper, "As much", READ, Optional.empty()).key().permissions())
          .isEqualTo(READ);
      Actor rep = Actor.member(acme.organizationId(), "rep", Role.REP.permissions());
      assertRefused(ErrorCode.FORBIDDEN, () -> keys().create(rep, "x", READ, Optional.empty()));
      assertRefused(ErrorCode.FORBIDDEN, () -> keys().list(rep));
      assertRefused(ErrorCode.INVALID, () -> keys().create(acme, " ", Set.of(), Optional.empty()));
    }

    @Test
    void a_key_manages_neither_people_nor_keys() {
      for (Permission permission :
          EnumSet.of(
              Permission.OWNER_MANAGE,
              Permission.MEMBER_MANAGE,
              Permission.API_KEY_MANAGE,
              Permission.MESSAGE_SEND)) {
        assertRefused(
            ErrorCode.INVALID,
            () ->
                keys()
                    .create(
                        acme, "x", EnumSet.of(permission, Permission.LEAD_READ), Optional.empty()));
      }
      assertRefused(
          ErrorCode.INVALID, () -> keys().create(acme, "x", READ, Optional.of(Instant.MAX)));
    }

    @Test
    void the_database_holds_no_key_and_other_organizations_see_none() {
      IssuedApiKey issued = created();
      String rows =
          EngineParts.part(mce.engine(), Database.class)
              .read(
                  acme.organizationId(),
                  transaction ->
                      transaction
                          .query(
                              """
                              select * from mce_api_key where organization_id = :organizationId
                              """)
                          .mapToMap()
                          .list()
                          .toString());
      String random = issued.secret().substring(50, 80);
      assertThat(rows).contains(issued.key().id().toString()).doesNotContain(random);
      assertThat(issued.toString()).doesNotContain(random);
      assertThat(keys().list(rival)).isEmpty();
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
