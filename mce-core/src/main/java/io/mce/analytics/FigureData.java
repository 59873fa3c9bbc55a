package io.mce.analytics;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the counters remember of a person: states and days, by which nobody is recognized. It stays,
 * or the figures of the past would change; the lead's own section tells what there is to tell.
 */
final class FigureData implements PersonalDataHolder {

  @Inject
  FigureData() {}

  @Override
  public Set<String> tables() {
    return Set.of("mce_lead_figure");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of();
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    // A reading of the log that adds nothing to what the others tell.
  }

  @Override
  public void erase(Actor actor, UUID person) {
    // Nothing here says who it was.
  }
}
