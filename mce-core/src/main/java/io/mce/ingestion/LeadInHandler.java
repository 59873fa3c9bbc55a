package io.mce.ingestion;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.lead.LeadDraft;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderEventHandler;
import io.mce.spi.LeadIn;
import io.mce.spi.ProviderEvent;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes leads that a plugin brought: from forms, portals, advertisements. */
final class LeadInHandler implements ProviderEventHandler {

  private static final SourceId UNNAMED_FORM = SourceId.of("form");

  private final Intake intake;

  @Inject
  LeadInHandler(Intake intake) {
    this.intake = intake;
  }

  @Override
  public boolean handles(ProviderEvent event) {
    return event instanceof LeadIn;
  }

  @Override
  public void handle(OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
    if (event instanceof LeadIn leadIn) {
      SourceId source = leadIn.form().flatMap(SourceId::like).orElse(UNNAMED_FORM);
      intake.takeAll(
          actor(organizationId, accountId),
          List.of(draft(leadIn, source, accountId)),
          source,
          true);
    }
  }

  /**
   * What the remote says of a lead. Its own id is enough to know the lead by, so nothing it sends
   * is ever rejected; ids are of one source, and of the account where the lead names its source
   * itself.
   */
  static LeadDraft draft(LeadIn leadIn, SourceId source, AccountId accountId) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    leadIn.fields().forEach((name, value) -> fields.put(name, List.of(value)));
    LeadFields found = LeadFields.ofForm(fields);
    boolean namesSource = found.get(LeadField.SOURCE).isPresent();
    return found
        .draft(source.value())
        .externalId(namesSource ? accountId + ":" + leadIn.externalId() : leadIn.externalId());
  }

  /** In whose name leads of an account come in. */
  static Actor actor(OrganizationId organizationId, AccountId accountId) {
    return Actor.of(
        organizationId,
        Actor.Kind.SOURCE,
        accountId.toString(),
        EnumSet.of(Permission.LEAD_READ, Permission.LEAD_WRITE));
  }
}
