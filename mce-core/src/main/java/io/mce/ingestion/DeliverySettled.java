package io.mce.ingestion;

import io.mce.event.DomainEvent;
import io.mce.event.EventName;
import io.mce.event.Subject;
import io.mce.kernel.Permission;

/**
 * A person decided about a delivery that was held back.
 *
 * @param taken whether its leads came in; otherwise it was thrown away
 */
@EventName(value = "source.delivery-settled", readBy = Permission.SOURCE_MANAGE)
public record DeliverySettled(DeliveryId deliveryId, String source, boolean taken)
    implements DomainEvent {

  @Override
  public Subject subject() {
    return Subject.of("delivery", deliveryId);
  }
}
