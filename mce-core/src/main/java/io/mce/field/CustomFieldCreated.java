package io.mce.field;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;

/** An organization defined a custom field. */
@EventName("field.created")
public record CustomFieldCreated(CustomFieldId fieldId, String key) implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("field", fieldId);
  }
}
