package io.mce.app.http;

import io.mce.kernel.Actor;
import io.mce.organization.Member;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.filter.ServerFilterPhase;
import java.time.Instant;
import java.util.Optional;

/**
 * Which person sent the request, checked against the membership as it is now. A program with a key
 * is an {@link Actor} and nobody who is signed in.
 *
 * @param actor what the engine is called with
 * @param member the person in the organization of the token
 * @param sessionId the log-in that the token came from
 * @param until when the token ends
 */
public record SignedIn(Actor actor, Member member, String sessionId, Instant until) {

  /** The claim that names the organization of a token. */
  public static final String ORGANIZATION = "org";

  /** The claim that names the session of a token. */
  public static final String SESSION = "sid";

  /** The attribute that holds the key of a program, instead of the others. */
  public static final String KEY = "key";

  /** The attribute that holds when a token ends, an {@link Instant}. */
  public static final String UNTIL = "until";

  /** Order of the filter that finds out who it is; filters after it may ask {@link #of}. */
  public static final int KNOWN = ServerFilterPhase.SECURITY.after();

  /** Returns the person who sent the request; empty for a program or without a token. */
  public static Optional<SignedIn> of(HttpRequest<?> request) {
    return request.getAttribute(ActorFilter.ATTRIBUTE, SignedIn.class);
  }

  /** Returns who acts, a person or a program; empty without a token. */
  public static Optional<Actor> actorOf(HttpRequest<?> request) {
    return request.getAttribute(ActorFilter.ACTOR, Actor.class);
  }
}
