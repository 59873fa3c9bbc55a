package io.mce.field;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A custom field is no longer offered. */
@EventName("field.archived")
public record CustomFieldArchived(CustomFieldId fieldId, String key) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("field", fieldId);
  }
}
