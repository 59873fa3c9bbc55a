package io.mce.segment;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.lead.LeadId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** When a person wrote and was written to. */
final class ActivityData implements PersonalDataHolder {

  private final ActivityStore store;

  @Inject
  ActivityData(ActivityStore store) {
    this.store = store;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_lead_activity");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of();
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    store.of(organizationId, new LeadId(person)).entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                Comparator.comparingLong(ActivityStore.Hour::hour)
                    .thenComparing(ActivityStore.Hour::kind)))
        .forEach(each -> records.add("activity", fields(each.getKey(), each.getValue())));
  }

  private static Map<String, Object> fields(ActivityStore.Hour hour, long times) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", hour.kind().name());
    if (hour.hour() != ActivityStore.LONG_AGO) {
      fields.put("hour", Instant.EPOCH.plus(Duration.ofHours(hour.hour())));
    }
    fields.put("times", times);
    return fields;
  }

  @Override
  public void erase(Actor actor, UUID person) {
    store.erase(actor.organizationId(), person);
  }
}
