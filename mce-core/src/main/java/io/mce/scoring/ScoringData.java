package io.mce.scoring;

import io.mce.kernel.Actor;
import io.mce.kernel.FollowingData;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.lead.LeadId;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** How often a person did something with us; it follows a merge and goes with the person. */
final class ScoringData implements PersonalDataHolder, FollowingData {

  private final EngagementStore engagement;
  private final ScoringStore store;

  @Inject
  ScoringData(EngagementStore engagement, ScoringStore store) {
    this.engagement = engagement;
    this.store = store;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_lead_engagement", "mce_scoring_due");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return Map.of("engagement", (long) of(organizationId, person).counts().size());
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    of(organizationId, person)
        .counts()
        .forEach((kind, count) -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("what", kind);
          fields.put("times", count.times());
          fields.put("lastAt", count.lastAt());
          records.add("engagement", fields);
        });
  }

  private Engagement of(OrganizationId organizationId, UUID person) {
    LeadId leadId = new LeadId(person);
    return engagement.of(organizationId, Set.of(leadId)).getOrDefault(leadId, Engagement.NONE);
  }

  @Override
  public void erase(Actor actor, UUID person) {
    engagement.remove(actor.organizationId(), new LeadId(person));
    store.unscheduleAll(actor.organizationId(), Set.of(new LeadId(person)));
  }

  @Override
  public String name() {
    return "engagement";
  }

  @Override
  public List<String> join(Actor actor, UUID from, UUID into) {
    return engagement.give(actor.organizationId(), from, into);
  }

  @Override
  public void part(Actor actor, UUID from, UUID into, List<String> joined) {
    engagement.giveBack(actor.organizationId(), joined, from, into);
  }
}
