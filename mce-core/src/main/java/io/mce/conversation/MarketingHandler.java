package io.mce.conversation;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.Leads;
import io.mce.privacy.ConsentDraft;
import io.mce.privacy.ConsentStatus;
import io.mce.privacy.Consents;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderEventHandler;
import io.mce.provider.Providers;
import io.mce.spi.MarketingChoice;
import io.mce.spi.ProviderEvent;
import jakarta.inject.Inject;

/**
 * Takes what people told the carrier about marketing, and not us: a record of consent, as proof.
 * The carrier itself refuses what they do not want; that refusal is an opt-out.
 */
final class MarketingHandler implements ProviderEventHandler {

  private static final String PURPOSE = "MARKETING";

  private final Providers providers;
  private final Leads leads;
  private final Consents consents;

  @Inject
  MarketingHandler(Providers providers, Leads leads, Consents consents) {
    this.providers = providers;
    this.leads = leads;
    this.consents = consents;
  }

  @Override
  public boolean handles(ProviderEvent event) {
    return event instanceof MarketingChoice;
  }

  /** Whom we do not know has nothing here that a record could be about. */
  @Override
  public void handle(OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
    MarketingChoice choice = (MarketingChoice) event;
    String channel = providers.profile(organizationId, accountId).channel();
    leads
        .findByAddress(organizationId, choice.from())
        .flatMap(id -> leads.keep(organizationId, id))
        .ifPresent(lead ->
            consents.record(
                Actor.engine(organizationId, "carrier"),
                lead.id().value(),
                ConsentDraft.of(
                    PURPOSE,
                    channel,
                    choice.wanted() ? ConsentStatus.GRANTED : ConsentStatus.REVOKED,
                    "Told to the carrier of " + channel)));
  }
}
