package io.mce.setup;

import io.mce.campaign.Campaigns;
import io.mce.ingestion.Imports;
import io.mce.ingestion.LeadSources;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadQuery;
import io.mce.lead.Leads;
import io.mce.organization.Invitations;
import io.mce.organization.Members;
import io.mce.organization.Organizations;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import io.mce.workflow.Workflows;
import jakarta.inject.Inject;

/** Looks whether what a step is about is there. */
final class SetupSteps {

  private static final PageRequest ONE = PageRequest.first(1);

  private final Organizations organizations;
  private final Members members;
  private final Invitations invitations;
  private final ProviderAccounts accounts;
  private final LeadSources sources;
  private final Imports imports;
  private final Leads leads;
  private final Campaigns campaigns;
  private final Workflows workflows;

  @Inject
  SetupSteps(
      Organizations organizations,
      Members members,
      Invitations invitations,
      ProviderAccounts accounts,
      LeadSources sources,
      Imports imports,
      Leads leads,
      Campaigns campaigns,
      Workflows workflows) {
    this.organizations = organizations;
    this.members = members;
    this.invitations = invitations;
    this.accounts = accounts;
    this.sources = sources;
    this.imports = imports;
    this.leads = leads;
    this.campaigns = campaigns;
    this.workflows = workflows;
  }

  boolean isDone(OrganizationId organizationId, SetupStep step) {
    // Whoever asks may not be allowed to see all of it; that it is there is no secret.
    Actor reader = Actor.engine(organizationId, "setup");
    return switch (step) {
      case SETTINGS -> organizations.get(reader).reviewedAt().isPresent();
      case CHANNEL ->
          accounts.list(reader).stream()
              .filter(ProviderAccount::enabled)
              .anyMatch(account -> account.channel().isPresent());
      case LEADS ->
          !sources.list(reader).isEmpty()
              || !imports.list(reader, ONE).items().isEmpty()
              || !leads.list(reader, LeadQuery.all(), ONE).items().isEmpty();
      case TEAM -> members.list(reader).size() > 1 || !invitations.list(reader).isEmpty();
      case OUTREACH ->
          !campaigns.list(reader, ONE).items().isEmpty()
              || !workflows.list(reader, ONE).items().isEmpty();
    };
  }
}
