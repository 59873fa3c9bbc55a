package io.mce.bulk;

import io.mce.kernel.Cursor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMark;
import io.mce.organization.MemberId;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;

/** The leads of changes, what became of each, and how it was before. */
final class BulkItemStore {

  private static final String SEAL = "bulk-item";

  static final SealedColumn COLUMN =
      SealedColumn.of(
          "mce_bulk_item", "change_sealed", List.of("bulk_change_id", "position"), SEAL);

  private final Database database;
  private final PersonalBox secretBox;

  @Inject
  BulkItemStore(Database database, PersonalBox secretBox) {
    this.database = database;
    this.secretBox = secretBox;
  }

  /** What became of a lead. */
  enum State {
    WAITING,
    DONE,
    UNCHANGED,
    FAILED
  }

  /** A lead as it was when it was collected. */
  record Item(long position, LeadId leadId, long version, Optional<MemberId> owner) {}

  /** What became of the lead at a position. */
  record Settled(
      long position,
      State state,
      Optional<BulkProblem> problem,
      String detail,
      Optional<Prior> prior) {

    static Settled done(Item item, Prior prior) {
      return new Settled(
          item.position(),
          State.DONE,
          Optional.empty(),
          "",
          Optional.of(prior).filter(each -> !each.equals(Prior.NONE)));
    }

    static Settled unchanged(Item item) {
      return new Settled(item.position(), State.UNCHANGED, Optional.empty(), "", Optional.empty());
    }

    static Settled failed(Item item, BulkProblem problem, String detail) {
      return new Settled(
          item.position(), State.FAILED, Optional.of(problem), detail, Optional.empty());
    }
  }

  private static final RowMapper<Item> ITEM =
      Row.mapper(row ->
          new Item(
              row.number("position"),
              new LeadId(row.uuid("lead_id")),
              row.number("version"),
              row.optionalUuid("owner_id").map(MemberId::new)));

  void insertAll(
      OrganizationId organizationId, BulkChangeId id, long firstPosition, List<LeadMark> leads) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  insert into mce_bulk_item (organization_id, bulk_change_id, position, lead_id,
                    version, owner_id, state)
                  values (:organizationId, :id, :position, :leadId,
                    :version, :owner, 'WAITING')
                  """);
          long position = firstPosition;
          for (LeadMark lead : leads) {
            batch
                .bind("id", id)
                .bind("position", position++)
                .bind("leadId", lead.id())
                .bind("version", lead.version())
                .bind("owner", lead.owner().map(Object::toString).orElse(null))
                .add();
          }
          batch.execute();
        });
  }

  /** Returns the items from a position on. */
  List<Item> from(OrganizationId organizationId, BulkChangeId id, long position, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_bulk_item
                    where organization_id = :organizationId and bulk_change_id = :id
                      and position >= :position
                    order by position limit :limit
                    """)
                .bind("id", id)
                .bind("position", position)
                .bind("limit", limit)
                .map(ITEM)
                .list());
  }

  /** Returns the items that were changed, from a position on. */
  List<Item> done(OrganizationId organizationId, BulkChangeId id, long position, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_bulk_item
                    where organization_id = :organizationId and bulk_change_id = :id
                      and position >= :position and state = 'DONE'
                    order by position limit :limit
                    """)
                .bind("id", id)
                .bind("position", position)
                .bind("limit", limit)
                .map(ITEM)
                .list());
  }

  /** Returns how these leads were before and after a change; not of those that were erased. */
  Map<LeadId, Prior> priors(
      OrganizationId organizationId, BulkChangeId id, Collection<LeadId> leadIds) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_bulk_item
                    where organization_id = :organizationId and bulk_change_id = :id
                      and lead_id in (<leadIds>) and state = 'DONE'
                      and change_sealed is not null
                    """)
                .bind("id", id)
                .bindList("leadIds", List.copyOf(leadIds))
                .map(
                    Row.mapper(row ->
                        Map.entry(
                            new LeadId(row.uuid("lead_id")),
                            Json.read(
                                secretBox.openText(organizationId, SEAL, row.text("change_sealed")),
                                Prior.class))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  void settle(OrganizationId organizationId, BulkChangeId id, Collection<Settled> settled) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          Transaction.Batch batch =
              transaction.batch(
                  """
                  update mce_bulk_item
                  set state = :state, problem = :problem, detail = :detail, change_sealed = :change
                  where organization_id = :organizationId and bulk_change_id = :id
                    and position = :position
                  """);
          for (Settled each : settled) {
            batch
                .bind("state", each.state().name())
                .bind("problem", each.problem().map(Enum::name).orElse(null))
                .bind("detail", each.detail().isEmpty() ? null : each.detail())
                .bind(
                    "change",
                    each.prior()
                        .map(prior -> secretBox.seal(organizationId, SEAL, Json.write(prior)))
                        .orElse(null))
                .bind("id", id)
                .bind("position", each.position())
                .add();
          }
          batch.execute();
        });
  }

  /** A lead that was not changed, without its name. */
  record Failed(long position, LeadId leadId, BulkProblem problem, String detail) {}

  Page<Failed> failures(OrganizationId organizationId, BulkChangeId id, PageRequest page) {
    long after = page.cursor(1).map(cursor -> cursor.longAt(0)).orElse(-1L);
    return database.read(
        organizationId,
        transaction ->
            Page.of(
                transaction
                    .query(
                        """
                        select * from mce_bulk_item
                        where organization_id = :organizationId and bulk_change_id = :id
                          and position > :after and state = 'FAILED'
                        order by position limit :limit
                        """)
                    .bind("id", id)
                    .bind("after", after)
                    .bind("limit", page.limit() + 1)
                    .map(
                        Row.mapper(row ->
                            new Failed(
                                row.number("position"),
                                new LeadId(row.uuid("lead_id")),
                                row.constant("problem", BulkProblem.class),
                                row.optionalText("detail").orElse(""))))
                    .list(),
                page.limit(),
                each -> Cursor.of(each.position())));
  }

  /** Forgets how a lead was. */
  void erase(OrganizationId organizationId, LeadId leadId) {
    database.runInOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    update mce_bulk_item set change_sealed = null, detail = null
                    where organization_id = :organizationId and lead_id = :leadId
                    """)
                .bind("leadId", leadId)
                .execute());
  }

  /** Removes some items of changes that ended before this. */
  int deleteBefore(OrganizationId organizationId, Instant before, int limit) {
    return database.inOrganization(
        organizationId,
        transaction ->
            transaction
                .update(
                    """
                    delete from mce_bulk_item
                    where organization_id = :organizationId
                      and (bulk_change_id, position) in (
                        select i.bulk_change_id, i.position from mce_bulk_item i
                        join mce_bulk_change c on c.organization_id = :organizationId
                          and c.id = i.bulk_change_id
                        where i.organization_id = :organizationId and c.finished_at < :before
                        limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
  }
}
