package io.mce.bulk;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.lead.LeadId;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** How leads were before they were changed; what they are now is the lead's own to export. */
final class BulkData implements PersonalDataHolder {

  private final BulkItemStore items;

  @Inject
  BulkData(BulkItemStore items) {
    this.items = items;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_bulk_item");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of();
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {}

  @Override
  public void erase(Actor actor, UUID person) {
    items.erase(actor.organizationId(), new LeadId(person));
  }
}
