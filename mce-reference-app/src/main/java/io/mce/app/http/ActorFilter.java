package io.mce.app.http;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Ids;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.organization.Member;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.authentication.Authentication;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, for each request with a token, who acts: the membership is read anew each time, so
 * that a change of role takes effect with the next request.
 */
@ServerFilter("/api/**")
class ActorFilter implements Ordered {

  static final String ATTRIBUTE = "mce.signed-in";
  static final String ACTOR = "mce.actor";
  private static final String ORGANIZATION_HEADER = "X-Org-Id";

  private static final Logger log = LoggerFactory.getLogger(ActorFilter.class);

  private final MceEngine engine;
  private final LiveSessions sessions;
  private final HttpClientAddressResolver addresses;
  private final Clock clock;

  ActorFilter(
      MceEngine engine, LiveSessions sessions, HttpClientAddressResolver addresses, Clock clock) {
    this.engine = engine;
    this.sessions = sessions;
    this.addresses = addresses;
    this.clock = clock;
  }

  @Override
  public int getOrder() {
    return SignedIn.KNOWN;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.IO)
  void findActor(HttpRequest<?> request) {
    Optional<Authentication> authentication = request.getUserPrincipal(Authentication.class);
    authentication.ifPresent(each -> {
      if (each.getAttributes().get(SignedIn.KEY) instanceof String key) {
        request.setAttribute(ACTOR, located(program(key, request), request));
      } else {
        SignedIn person = signedIn(each, request);
        request.setAttribute(ATTRIBUTE, person);
        request.setAttribute(ACTOR, person.actor());
      }
    });
  }

  private Actor program(String key, HttpRequest<?> request) {
    Actor actor = engine.apiKeys().actor(key);
    String named = request.getHeaders().get(ORGANIZATION_HEADER);
    if (named != null && !named.equals(actor.organizationId().toString())) {
      throw new ProblemException(
          HttpStatus.CONFLICT,
          "ORGANIZATION_MISMATCH",
          "The key is for another organization than the header X-Org-Id names.");
    }
    return actor;
  }

  private SignedIn signedIn(Authentication authentication, HttpRequest<?> request) {
    String userId = Ids.parse("user", authentication.getName()).toString();
    String sessionId = String.valueOf(authentication.getAttributes().get(SignedIn.SESSION));
    OrganizationId organizationId =
        OrganizationId.of(
            String.valueOf(authentication.getAttributes().get(SignedIn.ORGANIZATION)));
    if (!sessions.isAlive(sessionId)) {
      throw new ProblemException(
          HttpStatus.UNAUTHORIZED, "SESSION_ENDED", "This session has ended; log in again.");
    }
    String named = request.getHeaders().get(ORGANIZATION_HEADER);
    if (named != null && !named.equals(organizationId.toString())) {
      throw refused(userId, sessionId, organizationId, named, request);
    }
    Member member =
        member(organizationId, userId)
            .orElseThrow(() ->
                new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "NOT_A_MEMBER",
                    "You do not belong to this organization any more."));
    Actor actor = located(engine.members().actor(member), request);
    return new SignedIn(actor, member, sessionId, expiry(authentication));
  }

  private Actor located(Actor actor, HttpRequest<?> request) {
    String address = addresses.resolve(request);
    return address == null ? actor : actor.from(address);
  }

  private Optional<Member> member(OrganizationId organizationId, String userId) {
    return engine.members().findByUser(organizationId, userId).filter(Member::active);
  }

  /**
   * Who belongs to the other organization too only has the wrong token. Who does not tries to get
   * in: the session ends, and the other organization is told.
   */
  private ProblemException refused(
      String userId, String sessionId, OrganizationId own, String named, HttpRequest<?> request) {
    OrganizationId other = parsed(named);
    if (member(other, userId).isPresent()) {
      return new ProblemException(
          HttpStatus.CONFLICT,
          "ORGANIZATION_MISMATCH",
          "The token is for another organization than the header X-Org-Id names; get a token for"
              + " that one with POST /api/auth/organization.");
    }
    sessions.end(sessionId);
    log.warn("user {} of organization {} tried to reach organization {}", userId, own, other);
    warn(other, userId, request);
    member(own, userId)
        .ifPresent(member ->
            engine
                .audit()
                .note(located(engine.members().actor(member), request), "foreign-organization"));
    return new ProblemException(
        HttpStatus.FORBIDDEN,
        "NOT_A_MEMBER",
        "You do not belong to the organization that the header X-Org-Id names. You were logged"
            + " out.");
  }

  private static OrganizationId parsed(String named) {
    try {
      return OrganizationId.of(named);
    } catch (MceException e) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST, "BAD_REQUEST", "The header X-Org-Id must be an id.");
    }
  }

  /** One notice for each user and day, to an organization that exists. */
  private void warn(OrganizationId organizationId, String userId, HttpRequest<?> request) {
    Actor actor = located(Actor.system(organizationId, "access"), request);
    String day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    try {
      engine.organizations().get(actor);
      engine.audit().denied(actor, "X-Org-Id", "NOT_A_MEMBER");
      engine
          .notices()
          .raise(
              actor,
              "Someone who is no member tried to reach this organization with a log-in of another"
                  + " one. They saw nothing and were logged out.",
              Optional.empty(),
              "foreign-access:" + userId + ":" + day);
    } catch (MceException e) {
      log.info("there is no organization {}", organizationId);
    }
  }

  private static Instant expiry(Authentication authentication) {
    return authentication.getAttributes().get(SignedIn.UNTIL) instanceof Instant until
        ? until
        : Instant.EPOCH;
  }
}
