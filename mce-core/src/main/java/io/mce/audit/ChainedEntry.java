package io.mce.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mce.event.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * A line of the trail as it is stored, hashed and exported: personal values stay sealed. The order
 * of the components is the order in which they are hashed.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChainedEntry(
    String organizationId,
    long number,
    long seq,
    String name,
    int version,
    String subjectType,
    String subjectId,
    String actorKind,
    String actorId,
    @Nullable String cause,
    @Nullable String originSealed,
    long at,
    String payload,
    @Nullable String changesSealed,
    String hash) {

  /** The next link after the one with this hash. */
  static ChainedEntry of(RecordedEvent event, long number, String previousHash) {
    ChainedEntry open =
        new ChainedEntry(
            event.organizationId().toString(),
            number,
            event.seq(),
            event.name(),
            event.version(),
            event.subject().type(),
            event.subject().id(),
            event.actorKind().name(),
            event.actorId(),
            event.cause().orElse(null),
            event.originSealed().orElse(null),
            event.at().toEpochMilli(),
            event.payload(),
            event.changesSealed().orElse(null),
            "");
    return open.withHash(AuditChain.hash(previousHash, open));
  }

  private ChainedEntry withHash(String link) {
    return new ChainedEntry(
        organizationId,
        number,
        seq,
        name,
        version,
        subjectType,
        subjectId,
        actorKind,
        actorId,
        cause,
        originSealed,
        at,
        payload,
        changesSealed,
        link);
  }
}
