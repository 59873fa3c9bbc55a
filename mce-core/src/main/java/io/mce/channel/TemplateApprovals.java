package io.mce.channel;

import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.spi.Internal;
import java.util.Set;

/**
 * What the outbox asks of the feature above it that keeps the templates of carriers, when messages
 * go by another account than they were meant for. Called inside a transaction.
 */
@Internal
@FunctionalInterface
public interface TemplateApprovals {

  /** Returns the accounts whose carriers take a template of this name in this language. */
  Set<AccountId> approvedBy(OrganizationId organizationId, String name, String language);
}
