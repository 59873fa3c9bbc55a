package io.mce.app.identity;

import io.mce.app.setup.ServerSettings;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.organization.Member;
import io.mce.organization.Organization;
import io.mce.organization.Role;
import io.mce.persistence.StorableText;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Signs people up and in. A session is an access token for one organization and a refresh token
 * that is good once. Thread-safe.
 */
@Singleton
final class Sessions {

  private static final Duration ACCESS = Duration.ofMinutes(30);
  private static final Duration REFRESH = Duration.ofDays(30);
  private static final Duration LOST_ANSWER = Duration.ofMinutes(1);
  private static final int SHORTEST_PASSWORD = 10;
  private static final int LONGEST_PASSWORD = 256;
  private static final int LONGEST_NAME = 200;

  private final Users users;
  private final Passwords passwords;
  private final MceEngine engine;
  private final AccessTokens tokens;
  private final ServerSettings settings;
  private final NewOrganizations newOrganizations;
  private final Recognition recognition;
  private final SecondFactors secondFactors;
  private final SecurityEvents events;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Sessions(
      Users users,
      MceEngine engine,
      AccessTokens tokens,
      ServerSettings settings,
      NewOrganizations newOrganizations,
      Recognition recognition,
      SecondFactors secondFactors,
      SecurityEvents events,
      Passwords passwords,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.engine = engine;
    this.tokens = tokens;
    this.settings = settings;
    this.newOrganizations = newOrganizations;
    this.recognition = recognition;
    this.secondFactors = secondFactors;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Creates a user and an organization that the user owns. Where an earlier attempt broke off, the
   * same address and password take it up.
   */
  SignedUp signUp(
      String name, String email, String password, String organizationName, Place place) {
    if (!settings.signup()) {
      throw new MceException(
          ErrorCode.FORBIDDEN, "Sign-up is closed here; ask an administrator to invite you.");
    }
    requirePassword(password);
    requireName("name", name);
    requireName("organizationName", organizationName);
    EmailAddress address = EmailAddress.parse(email).orThrow("email");
    User user =
        users
            .add(address, name.strip(), passwords.hash(password))
            .or(() -> unfinished(address, password))
            .orElseThrow(() ->
                new MceException(
                    ErrorCode.CONFLICT,
                    "There already is an account with this e-mail address; log in instead.",
                    Map.of("email", "This e-mail address is taken.")));
    Organization organization = found(user, organizationName.strip(), place);
    return SignedUp.of(
        begin(user, organization.id()), !organization.name().equals(organizationName.strip()));
  }

  /** Each step can be done again; joining comes last and says that all were done. */
  private Organization found(User user, String name, Place place) {
    String userId = user.id().toString();
    Organization organization = engine.organizations().ensureDistinct(userId, name);
    if (engine.members().findByUser(organization.id(), userId).isEmpty()) {
      engine
          .members()
          .add(Actor.system(organization.id(), "sign-up"), userId, user.name(), Role.OWNER);
    }
    newOrganizations.prepare(organization, name, place);
    users.join(user.id(), organization.id());
    return organization;
  }

  /** A user whose sign-up broke off before it was complete. */
  private Optional<User> unfinished(EmailAddress address, String password) {
    return users
        .findByEmail(address)
        .filter(login -> users.organizations(login.user().id()).isEmpty())
        .flatMap(login -> recognition.byPasswordAlone(address, password))
        .filter(user -> !secondFactors.isOn(user.id()));
  }

  static void requirePassword(String password) {
    if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
      throw MceException.invalid(
          "password",
          "A password has %d to %d characters.".formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
    }
  }

  static void requireName(String field, String value) {
    if (value.isBlank() || value.length() > LONGEST_NAME || !StorableText.isStorable(value)) {
      throw MceException.invalid(
          field, "A name has 1 to " + LONGEST_NAME + " characters that can be shown.");
    }
  }

  /**
   * Checks a password; the answer does not tell whether the address is known.
   *
   * @throws BadCredentials BAD_CREDENTIALS; or SECOND_FACTOR_REQUIRED with a challenge for {@link
   *     #logInWithCode} when the password is right and a code is needed as well
   */
  Session logIn(String email, String password) {
    EmailAddress address =
        EmailAddress.parse(email)
            .toOptional()
            .orElseThrow(() -> new BadCredentials("This is not an e-mail address."));
    User user =
        recognition
            .byPasswordAlone(address, password)
            .orElseThrow(() -> new BadCredentials("The e-mail address or the password is wrong."));
    if (secondFactors.isOn(user.id())) {
      throw secondFactors.challenge(user.id());
    }
    return begin(user);
  }

  /** Ends a log-in that the password began: with a code of the phone or for recovery. */
  Session logInWithCode(String challenge, String code) {
    return begin(user(secondFactors.answered(challenge, code)));
  }

  private Session begin(User user) {
    List<OrganizationId> organizations = memberships(user);
    if (organizations.isEmpty()) {
      throw new MceException(
          ErrorCode.FORBIDDEN, "This account belongs to no organization any more.");
    }
    return begin(user, organizations.getFirst());
  }

  /**
   * Gives a token for another organization of the user. It belongs to the same log-in: the token
   * for the first one still counts, and logging out ends both.
   */
  Session switchTo(UUID userId, String sessionId, OrganizationId organizationId) {
    User user = user(userId);
    if (!memberships(user).contains(organizationId)) {
      throw MceException.notFound("organization");
    }
    return next(user, new Users.Chain(sessionId, userId, organizationId));
  }

  /**
   * Exchanges a refresh token for a new session. Within a minute the same token gets one again, so
   * that an answer that was lost logs nobody out. Later somebody else must have it too: everything
   * that came from its log-in ends.
   */
  Session refresh(String refreshToken) {
    Users.Spent spent =
        users.spendRefreshToken(OpaqueToken.hash(refreshToken)).orElseThrow(Sessions::ended);
    if (spent.at().plus(LOST_ANSWER).isBefore(clock.instant())) {
      users.endChain(OpaqueToken.hash(refreshToken));
      events.report(SecurityEvents.Kind.REFRESH_TOKEN_REUSED, spent.chain().userId());
      throw new BadCredentials(
          "REFRESH_TOKEN_REUSED",
          "This refresh token was used before, perhaps by somebody else; the session was ended."
              + " Log in again.");
    }
    Users.Chain chain = spent.chain();
    User user = user(chain.userId());
    if (!memberships(user).contains(chain.organizationId())) {
      users.endChain(OpaqueToken.hash(refreshToken));
      throw ended();
    }
    return next(user, chain);
  }

  /** Ends what came from the log-in of a refresh token, access tokens included. */
  void logOut(String refreshToken) {
    users.endChain(OpaqueToken.hash(refreshToken));
  }

  private static BadCredentials ended() {
    return new BadCredentials("SESSION_ENDED", "The session has ended; log in again.");
  }

  /** Who the user is, seen from one organization. */
  Session.Me me(UUID userId, Member member) {
    User user = user(userId);
    List<Session.OrganizationOf> organizations = organizationsOf(user, member.organizationId());
    return new Session.Me(
        Session.UserView.of(user),
        organizations.getFirst(),
        organizations,
        member.role().permissions().stream().map(Enum::name).sorted().toList(),
        users.isPlatformAdmin(userId),
        engine.sendingHold().held().isPresent());
  }

  User user(UUID userId) {
    return users
        .find(userId)
        .orElseThrow(() -> new BadCredentials("This account does not exist any more."));
  }

  private List<OrganizationId> memberships(User user) {
    return users.organizations(user.id()).stream()
        .filter(id -> member(id, user).isPresent())
        .toList();
  }

  private Optional<Member> member(OrganizationId id, User user) {
    return engine.members().findByUser(id, user.id().toString()).filter(Member::active);
  }

  /** Begins a session of a user who was recognized, by all that the account asks for. */
  Session begin(User user, OrganizationId organizationId) {
    events.report(SecurityEvents.Kind.LOG_IN, user.id());
    return session(user, new Users.Chain(UUID.randomUUID().toString(), user.id(), organizationId));
  }

  /** Goes on with a log-in that may have ended in the meantime. */
  private Session next(User user, Users.Chain chain) {
    if (!users.isAlive(chain.id())) {
      throw ended();
    }
    return session(user, chain);
  }

  private Session session(User user, Users.Chain chain) {
    OrganizationId organizationId = chain.organizationId();
    Instant expires = clock.instant().plus(ACCESS);
    String access = tokens.issue(user.id(), organizationId, chain.id(), expires);
    String refresh = OpaqueToken.random(random);
    users.storeRefreshToken(
        OpaqueToken.hash(refresh), chain, clock.instant().plus(REFRESH).toEpochMilli());
    return new Session(
        access,
        refresh,
        Instant.ofEpochSecond(expires.getEpochSecond()),
        Session.UserView.of(user),
        organizationsOf(user, organizationId));
  }

  /** The user's organizations; the one of the token first. */
  private List<Session.OrganizationOf> organizationsOf(User user, OrganizationId first) {
    List<Session.OrganizationOf> organizations = new ArrayList<>();
    for (OrganizationId id : users.organizations(user.id())) {
      member(id, user)
          .ifPresent(member -> {
            Session.OrganizationOf view =
                new Session.OrganizationOf(
                    id.toString(),
                    engine.organizations().get(engine.members().actor(member)).name(),
                    member.role().name());
            organizations.add(id.equals(first) ? 0 : organizations.size(), view);
          });
    }
    return organizations;
  }
}
