package io.mce.app.http;

import io.mce.kernel.Actor;
import io.mce.organization.Member;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.filter.ServerFilterPhase;
import java.time.Instant;
import java.util.Optional;

/**
 * Who sent the request, checked against the membership as it is now.
 *
 * @param actor what the engine is called with
 * @param member the person in the organization of the token
 * @param until when the token ends
 */
public record SignedIn(Actor actor, Member member, Instant until) {

  /** Order of the filter that finds out who it is; filters after it may ask {@link #of}. */
  public static final int KNOWN = ServerFilterPhase.SECURITY.after();

  /** Returns who sent the request; empty without a token. */
  public static Optional<SignedIn> of(HttpRequest<?> request) {
    return request.getAttribute(ActorFilter.ATTRIBUTE, SignedIn.class);
  }
}
