package io.mce.lead;

import java.time.Instant;

/**
 * A deleted lead that can still be brought back.
 *
 * @param lead as it was
 * @param deletedAt when it was deleted
 * @param deletedBy who did, as kind and id of the actor: {@code MEMBER:...}
 * @param goneAt from when on it is removed for good
 */
public record ArchivedLead(Lead lead, Instant deletedAt, String deletedBy, Instant goneAt) {}
