package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.spi.Internal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * What the outbox asks of the feature above it that keeps conversations, when messages go by
 * another account than they were meant for, and before free text goes where a carrier takes it only
 * for a time.
 */
@Internal
public interface ConversationRoutes {

  /** Returns when leads last wrote to an account; who never did is left out. One query. */
  Map<UUID, Instant> lastInbound(
      OrganizationId organizationId, Collection<UUID> leadIds, AccountId account);

  /**
   * Lets what is written in these conversations from now on go by an account, until their leads
   * write to the one that they began with. Called inside a transaction.
   */
  void goBy(OrganizationId organizationId, Collection<UUID> conversationIds, AccountId account);
}
