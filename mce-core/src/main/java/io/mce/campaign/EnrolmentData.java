package io.mce.campaign;

import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.lead.LeadId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** In which campaigns a person is. The rows hold ids and stay, for the figures of campaigns. */
final class EnrolmentData implements PersonalDataHolder {

  private final Database database;
  private final EnrolmentStore enrolments;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  EnrolmentData(Database database, EnrolmentStore enrolments, DueWork dueWork, Clock clock) {
    this.database = database;
    this.enrolments = enrolments;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public Set<String> tables() {
    return Set.of("mce_enrolment");
  }

  @Override
  public Map<String, Long> counts(OrganizationId organizationId, UUID person) {
    return database.read(
        organizationId,
        transaction ->
            Map.of(
                "runningCampaigns",
                transaction
                    .query(
                        """
                        select count(*) as n from mce_enrolment
                        where organization_id = :organizationId and lead_id = :person
                          and state = 'ACTIVE'
                        """)
                    .bind("person", person)
                    .mapTo(Long.class)
                    .one()));
  }

  @Override
  public void export(OrganizationId organizationId, UUID person, PersonalRecords records) {
    database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select c.name, e.state, e.reason, e.contacted_at, e.replied_at, e.opted_out_at
                    from mce_enrolment e
                    join mce_campaign c on c.organization_id = e.organization_id
                      and c.id = e.campaign_id
                    where e.organization_id = :organizationId and e.lead_id = :person
                    order by e.campaign_id
                    """)
                .bind("person", person)
                .map(
                    Row.mapper(row -> {
                      records.add("campaigns", fields(row));
                      return true;
                    }))
                .list());
  }

  private static Map<String, Object> fields(Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("campaign", row.text("name"));
    fields.put("state", row.text("state"));
    fields.put("reason", row.optionalText("reason").orElse(""));
    row.optionalInstant("contacted_at").ifPresent(at -> fields.put("contactedAt", at));
    row.optionalInstant("replied_at").ifPresent(at -> fields.put("repliedAt", at));
    row.optionalInstant("opted_out_at").ifPresent(at -> fields.put("optedOutAt", at));
    return fields;
  }

  @Override
  public void erase(Actor actor, UUID person) {
    OrganizationId organizationId = actor.organizationId();
    enrolments
        .stopLead(organizationId, new LeadId(person), "DELETED", false, clock.instant())
        .forEach(campaignId ->
            dueWork.schedule(
                organizationId, CampaignWorker.KIND, campaignId.toString(), clock.instant()));
  }
}
