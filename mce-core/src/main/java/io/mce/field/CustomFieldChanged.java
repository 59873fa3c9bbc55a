package io.mce.field;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** A custom field was edited. */
@EventName("field.changed")
public record CustomFieldChanged(CustomFieldId fieldId, String key) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("field", fieldId);
  }
}
