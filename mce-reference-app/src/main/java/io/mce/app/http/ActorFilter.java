package io.mce.app.http;

import io.mce.engine.MceEngine;
import io.mce.kernel.Ids;
import io.mce.kernel.OrganizationId;
import io.mce.organization.Member;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.authentication.Authentication;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out, for each request with a token, who acts: the membership is read anew each time, so
 * that a change of role takes effect with the next request.
 */
@ServerFilter("/api/**")
class ActorFilter implements Ordered {

  static final String ATTRIBUTE = "mce.signed-in";
  private static final String ORGANIZATION_HEADER = "X-Org-Id";

  private final MceEngine engine;

  ActorFilter(MceEngine engine) {
    this.engine = engine;
  }

  @Override
  public int getOrder() {
    return SignedIn.KNOWN;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.IO)
  void findActor(HttpRequest<?> request) {
    Optional<Authentication> authentication = request.getUserPrincipal(Authentication.class);
    authentication.ifPresent(each -> request.setAttribute(ATTRIBUTE, signedIn(each, request)));
  }

  private SignedIn signedIn(Authentication authentication, HttpRequest<?> request) {
    String organization = String.valueOf(authentication.getAttributes().get("org"));
    OrganizationId organizationId = OrganizationId.of(organization);
    String named = request.getHeaders().get(ORGANIZATION_HEADER);
    if (named != null && !named.equals(organization)) {
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          "ORGANIZATION_MISMATCH",
          "The token is for another organization than the header X-Org-Id names; get a token for"
              + " that one with POST /api/auth/organization.");
    }
    Member member =
        engine
            .members()
            .findByUser(organizationId, Ids.parse("user", authentication.getName()).toString())
            .filter(Member::active)
            .orElseThrow(() ->
                new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "NOT_A_MEMBER",
                    "You do not belong to this organization any more."));
    return new SignedIn(engine.members().actor(member), member, expiry(authentication));
  }

  private static Instant expiry(Authentication authentication) {
    return authentication.getAttributes().get("until") instanceof Instant until
        ? until
        : Instant.EPOCH;
  }
}
