package io.mce.organization;

import io.mce.kernel.OrganizationId;
import java.time.Instant;

/**
 * A person in one organization. The same person in another organization is another member.
 *
 * @param userId the host's id of the person, opaque to the engine
 * @param active whether the person still works here; an inactive member gets no work and no actor
 */
public record Member(
    OrganizationId organizationId,
    MemberId id,
    String userId,
    String name,
    Role role,
    boolean active,
    Instant createdAt,
    long version) {}
