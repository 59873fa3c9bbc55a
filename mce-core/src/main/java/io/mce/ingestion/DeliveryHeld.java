package io.mce.ingestion;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.Permission;

/** A delivery was not taken and waits for a person. */
@EventName(value = "source.delivery-held", readBy = Permission.SOURCE_MANAGE)
public record DeliveryHeld(DeliveryId deliveryId, String source, HeldDelivery.Reason reason)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("delivery", deliveryId);
  }
}
