package io.mce.app.http;

import io.mce.kernel.Actor;
import io.mce.organization.Member;
import java.time.Instant;

/**
 * Who sent the request, checked against the membership as it is now.
 *
 * @param actor what the engine is called with
 * @param member the person in the organization of the token
 * @param until when the token ends
 */
public record SignedIn(Actor actor, Member member, Instant until) {}
