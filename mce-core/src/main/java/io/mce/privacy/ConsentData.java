package io.mce.privacy;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Consents of a person; with the person they go. */
final class ConsentData implements PersonalDataHolder {

  private final ConsentStore store;

  @Inject
  ConsentData(ConsentStore store) {
    this.store = store;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_consent");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of("consents", store.count(organizationId, person));
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    for (Consent consent : store.of(organizationId, person)) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("purpose", consent.purpose());
      fields.put("channel", consent.channel());
      fields.put("status", consent.status().name());
      fields.put("source", consent.source());
      fields.put("recordedAt", consent.recordedAt());
      consent.expiresAt().ifPresent(end -> fields.put("expiresAt", end));
      records.add("consents", fields);
    }
  }

  @Override
  public void erase(Actor actor, UUID person) {
    store.deleteOf(actor.organizationId(), person);
  }
}
