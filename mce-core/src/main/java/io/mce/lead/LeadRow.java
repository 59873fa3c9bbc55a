package io.mce.lead;

import io.mce.organization.MemberId;
import io.mce.project.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A lead as its row holds it: without the names it is known by, its metadata sealed. */
record LeadRow(
    LeadId id,
    String name,
    Optional<String> company,
    String source,
    LeadStatus status,
    int score,
    List<ScoreReason> scoreReasons,
    Optional<MemberId> owner,
    Automation automation,
    List<String> tags,
    Optional<String> metadataSealed,
    Optional<ProjectId> project,
    Optional<UUID> importId,
    Instant createdAt,
    Instant updatedAt,
    boolean deleted,
    boolean undone,
    long version) {}
