package io.mce.ingestion;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.Permission;
import java.util.UUID;

/** Somebody said which part of a source's deliveries becomes which field of a lead. */
@EventName(value = "source.mapped", readBy = Permission.SOURCE_MANAGE)
public record LeadSourceMapped(UUID sourceId, String name) implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("source", sourceId.toString());
  }
}
