package io.mce.approval;

import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of requests; what people say in them is sealed. */
final class StatusRequestStore {

  /** What of it is sealed. */
  static final List<SealedColumn> COLUMNS =
      List.of(
          new SealedColumn(
              "mce_status_request",
              "reason_sealed",
              List.of("id"),
              row -> reasonOf(new StatusRequestId(row.uuid("id")))),
          new SealedColumn(
              "mce_status_request",
              "answer_sealed",
              List.of("id"),
              row -> answerOf(new StatusRequestId(row.uuid("id")))));

  private final Database database;
  private final PersonalBox box;

  @Inject
  StatusRequestStore(Database database, PersonalBox box) {
    this.database = database;
    this.box = box;
  }

  void insert(OrganizationId organizationId, StatusRequest request) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    insert into mce_status_request (organization_id, id, lead_id, status_from,
                      status_to, reason_sealed, state, requested_by, requested_at)
                    values (:organizationId, :id, :leadId, :from,
                      :to, :reason, :state, :requestedBy, :requestedAt)
                    """)
                .bind("id", request.id())
                .bind("leadId", request.leadId())
                .bind("from", request.move().from().name())
                .bind("to", request.move().to().name())
                .bind("reason", box.seal(organizationId, reasonOf(request.id()), request.reason()))
                .bind("state", request.state().name())
                .bind("requestedBy", request.requestedBy())
                .bind("requestedAt", request.requestedAt())
                .execute());
  }

  /** Ends a request that is open; false when it is not. */
  boolean end(OrganizationId organizationId, StatusRequest ended) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                    .update(
                        """
                        update mce_status_request
                        set state = :state, decided_by = :decidedBy, decided_at = :decidedAt,
                          answer_sealed = :answer
                        where organization_id = :organizationId and id = :id and state = 'OPEN'
                        """)
                    .bind("state", ended.state().name())
                    .bind("decidedBy", ended.decidedBy().orElse(null))
                    .bind("decidedAt", ended.decidedAt().orElse(null))
                    .bind(
                        "answer",
                        ended
                            .answer()
                            .map(text -> box.seal(organizationId, answerOf(ended.id()), text))
                            .orElse(null))
                    .bind("id", ended.id())
                    .execute()
                == 1);
  }

  Optional<StatusRequest> find(OrganizationId organizationId, StatusRequestId id) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_status_request
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", id)
                .map(Row.mapper(row -> request(organizationId, row)))
                .findOne());
  }

  /** Returns what is open after a request, the oldest first. */
  List<StatusRequest> open(OrganizationId organizationId, String after, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_status_request
                    where organization_id = :organizationId and state = 'OPEN' and id > :after
                    order by id limit :limit
                    """)
                .bind("after", after)
                .bind("limit", limit)
                .map(Row.mapper(row -> request(organizationId, row)))
                .list());
  }

  /** Returns what is open about a lead. */
  List<StatusRequest> openOf(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_status_request
                    where organization_id = :organizationId and lead_id = :leadId
                      and state = 'OPEN'
                    order by id
                    """)
                .bind("leadId", leadId)
                .map(Row.mapper(row -> request(organizationId, row)))
                .list());
  }

  /** Returns what was asked for a lead before a request, the newest first. */
  List<StatusRequest> of(OrganizationId organizationId, LeadId leadId, String before, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_status_request
                    where organization_id = :organizationId and lead_id = :leadId and id < :before
                    order by id desc limit :limit
                    """)
                .bind("leadId", leadId)
                .bind("before", before)
                .bind("limit", limit)
                .map(Row.mapper(row -> request(organizationId, row)))
                .list());
  }

  long count(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select count(*) as n from mce_status_request
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .mapTo(Long.class)
                .one());
  }

  /** Makes all requests about a lead those about another one; returns which. */
  List<StatusRequestId> giveAll(OrganizationId organizationId, LeadId from, LeadId into) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    update mce_status_request set lead_id = :into
                    where organization_id = :organizationId and lead_id = :from
                    returning id
                    """)
                .bind("into", into)
                .bind("from", from)
                .map(Row.mapper(row -> new StatusRequestId(row.uuid("id"))))
                .list());
  }

  /** Gives requests back to the lead they came from, those that are still where they went. */
  void giveBack(
      OrganizationId organizationId, List<StatusRequestId> ids, LeadId from, LeadId into) {
    if (ids.isEmpty()) {
      return;
    }
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_status_request set lead_id = :from
                    where organization_id = :organizationId and lead_id = :into and id in (<ids>)
                    """)
                .bind("from", from)
                .bind("into", into)
                .bindList("ids", ids)
                .execute());
  }

  void deleteOf(OrganizationId organizationId, UUID person) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_status_request
                    where organization_id = :organizationId and lead_id = :person
                    """)
                .bind("person", person)
                .execute());
  }

  /** Removes some of what was asked before a time; returns how many. */
  int removeBefore(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_status_request
                    where organization_id = :organizationId and id in (
                      select old.id from mce_status_request old
                      where old.organization_id = :organizationId and old.requested_at < :before
                      limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }

  private StatusRequest request(OrganizationId organizationId, Row row) {
    StatusRequestId id = new StatusRequestId(row.uuid("id"));
    return new StatusRequest(
        id,
        new LeadId(row.uuid("lead_id")),
        new StatusMove(
            row.constant("status_from", LeadStatus.class),
            row.constant("status_to", LeadStatus.class)),
        box.openText(organizationId, reasonOf(id), row.text("reason_sealed")),
        row.constant("state", StatusRequestState.class),
        row.text("requested_by"),
        row.instant("requested_at"),
        row.optionalText("decided_by"),
        row.optionalInstant("decided_at"),
        row.optionalText("answer_sealed")
            .map(text -> box.openText(organizationId, answerOf(id), text)));
  }

  private static String reasonOf(StatusRequestId id) {
    return "status-request:" + id;
  }

  private static String answerOf(StatusRequestId id) {
    return "status-request-answer:" + id;
  }
}
