package io.mce.app.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.app.http.ProblemException;
import io.mce.app.setup.AppDatabase;
import io.mce.app.setup.ServerSettings;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.organization.Organization;
import io.mce.organization.Role;
import io.mce.secret.KeyRing;
import io.mce.testing.SettableClock;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionsTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final Place NOWHERE = Place.of(null, null);
  private static final String EMAIL = "sarah@example.com";

  private final SettableClock clock =
      new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  @TempDir Path folder;
  private ApplicationContext context;
  private Users users;
  private Sessions sessions;

  @BeforeEach
  void start() {
    context =
        ApplicationContext.builder()
            .singletons(ServerSettings.from(Map.of("MCE_DATA_DIR", folder.toString())))
            .start();
    users = new Users(context.getBean(AppDatabase.class), context.getBean(KeyRing.class), clock);
    SecurityEvents events = context.getBean(SecurityEvents.class);
    LogInThrottle throttle =
        new LogInThrottle(context.getBean(AppDatabase.class), users, events, clock);
    Recognition recognition =
        new Recognition(users, context.getBean(Passwords.class), throttle, events);
    sessions =
        new Sessions(
            users,
            engine(),
            context.getBean(AccessTokens.class),
            context.getBean(ServerSettings.class),
            context.getBean(NewOrganizations.class),
            recognition,
            new SecondFactors(
                context.getBean(SecondFactorStore.class), recognition, throttle, events, clock),
            events,
            context.getBean(Passwords.class),
            clock);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  private MceEngine engine() {
    return context.getBean(MceEngine.class);
  }

  private SignedUp signUp(String password, String organizationName) {
    return sessions.signUp("Sarah", EMAIL, password, organizationName, NOWHERE);
  }

  private User addUser() {
    return users
        .add(EmailAddress.parse(EMAIL).orThrow("email"), "Sarah", new Passwords().hash(PASSWORD))
        .orElseThrow();
  }

  @Test
  void a_sign_up_that_is_refused_leaves_the_address_free() {
    assertThatThrownBy(() -> signUp("the first password", "Acme\u0000"))
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.details()).containsKey("organizationName"));
    assertThatThrownBy(() -> signUp("the first password", "\u2003"))
        .isInstanceOf(MceException.class);
    assertThat(signUp("another password", "Acme").organizations()).hasSize(1);
  }

  @Test
  void a_sign_up_that_broke_off_goes_on_with_the_right_password() {
    User user = addUser();
    assertThatThrownBy(() -> signUp("not the password", "Acme"))
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    SignedUp session = signUp(PASSWORD, "Acme");
    assertThat(session.user().id()).isEqualTo(user.id().toString());
    assertThat(sessions.logIn(EMAIL, PASSWORD).organizations()).isEqualTo(session.organizations());
    assertThatThrownBy(() -> signUp(PASSWORD, "Acme"))
        .isInstanceOfSatisfying(
            MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
  }

  @Test
  void what_was_done_before_a_sign_up_broke_off_is_not_done_twice() {
    String userId = addUser().id().toString();
    Organization organization = engine().organizations().ensure(userId, "Acme");
    OrganizationId organizationId = organization.id();
    Actor actor = Actor.system(organizationId, "sign-up");
    engine().members().add(actor, userId, "Sarah", Role.OWNER);
    context.getBean(NewOrganizations.class).prepare(organization, "Acme", NOWHERE);
    SignedUp session = signUp(PASSWORD, "Acme");
    assertThat(session.organizations())
        .extracting(Session.OrganizationOf::id)
        .containsExactly(organizationId.toString());
    assertThat(engine().members().list(actor)).hasSize(1);
    assertThat(engine().providerAccounts().list(actor)).hasSize(1);
  }

  @Test
  void a_refresh_token_that_is_used_late_again_ends_all_that_came_from_its_log_in() {
    String stolen = signUp(PASSWORD, "Acme").refreshToken();
    String elsewhere = sessions.logIn(EMAIL, PASSWORD).refreshToken();
    String next = sessions.refresh(stolen).refreshToken();
    clock.add(Duration.ofSeconds(60));
    String again = sessions.refresh(stolen).refreshToken();
    clock.add(Duration.ofSeconds(1));
    assertThatThrownBy(() -> sessions.refresh(stolen))
        .isInstanceOfSatisfying(
            BadCredentials.class, e -> assertThat(e.code()).isEqualTo("REFRESH_TOKEN_REUSED"));
    for (String token : List.of(stolen, next, again)) {
      assertThatThrownBy(() -> sessions.refresh(token))
          .isInstanceOfSatisfying(
              BadCredentials.class, e -> assertThat(e.code()).isEqualTo("SESSION_ENDED"));
    }
    assertThat(sessions.refresh(elsewhere).refreshToken()).isNotEqualTo(elsewhere);
  }

  @Test
  void wrong_passwords_make_the_next_tries_wait_for_known_and_unknown_addresses_alike() {
    signUp(PASSWORD, "Acme");
    for (String email : List.of(EMAIL, "nobody@example.com")) {
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> sessions.logIn(email, "guess number one"))
            .isInstanceOf(BadCredentials.class);
      }
      assertThatThrownBy(() -> sessions.logIn(email, PASSWORD))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("too many wrong passwords");
    }
    clock.add(Duration.ofSeconds(31));
    assertThatThrownBy(() -> sessions.logIn(EMAIL, "guess number six"))
        .isInstanceOf(BadCredentials.class);
    clock.add(Duration.ofSeconds(31));
    assertThatThrownBy(() -> sessions.logIn(EMAIL, PASSWORD)).isInstanceOf(ProblemException.class);
    clock.add(Duration.ofSeconds(31));
    assertThat(sessions.logIn(" Sarah@Example.com", PASSWORD).accessToken()).isNotEmpty();
    assertThatThrownBy(() -> sessions.logIn(EMAIL, "mistyped again"))
        .isInstanceOf(BadCredentials.class);
    assertThat(sessions.logIn(EMAIL, PASSWORD).accessToken()).isNotEmpty();
  }

  @Test
  void somebody_waits_a_quarter_of_an_hour_at_most() {
    signUp(PASSWORD, "Acme");
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> sessions.logIn(EMAIL, "guess after guess"))
          .isInstanceOf(BadCredentials.class);
      clock.add(Duration.ofMinutes(15).plusSeconds(1));
    }
    assertThat(sessions.logIn(EMAIL, PASSWORD).accessToken()).isNotEmpty();
  }
}
