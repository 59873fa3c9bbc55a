package io.mce.event;

import io.mce.kernel.Permission;

/**
 * Somebody had a dead letter tried again.
 *
 * @param subscriber whose it is
 * @param number the number of its event in the log
 */
@EventName(value = "dead-letter.retried", readBy = Permission.ORGANIZATION_MANAGE)
public record DeadLetterRetried(String subscriber, long number) implements DomainEvent {

  @Override
  public Subject subject() {
    return new Subject("dead-letter", subscriber);
  }
}
