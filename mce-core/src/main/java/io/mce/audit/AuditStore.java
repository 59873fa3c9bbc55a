package io.mce.audit;

import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows of the audit trail, and its newest link. */
final class AuditStore {

  private static final RowMapper<ChainedEntry> ENTRY =
      Row.mapper(row ->
          new ChainedEntry(
              row.text("organization_id"),
              row.number("number"),
              row.number("seq"),
              row.text("name"),
              row.integer("version"),
              row.text("subject_type"),
              row.text("subject_id"),
              row.text("actor_kind"),
              row.text("actor_id"),
              row.optionalText("cause").orElse(null),
              row.optionalText("origin_sealed").orElse(null),
              row.number("at"),
              row.text("payload"),
              row.optionalText("changes_sealed").orElse(null),
              row.text("hash")));

  private final Database database;

  @Inject
  AuditStore(Database database) {
    this.database = database;
  }

  Optional<AuditChain.Head> head(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select number, hash from mce_audit_head
                    where organization_id = :organizationId
                    """)
                .map(Row.mapper(row -> new AuditChain.Head(row.number("number"), row.text("hash"))))
                .findOne());
  }

  /** Adds lines that follow the head, which they move. */
  void append(Transaction transaction, List<ChainedEntry> entries) {
    Transaction.Batch batch =
        transaction.batch(
            """
            insert into mce_audit_entry (organization_id, number, seq, name, version, subject_type,
              subject_id, actor_kind, actor_id, cause, origin_sealed, at, payload, changes_sealed,
              hash)
            values (:organizationId, :number, :seq, :name, :version, :subjectType, :subjectId,
              :actorKind, :actorId, :cause, :originSealed, :at, :payload, :changesSealed, :hash)
            """);
    for (ChainedEntry entry : entries) {
      bind(batch, entry);
    }
    batch.insert();
    ChainedEntry last = entries.getLast();
    transaction
        .update(
            """
            insert into mce_audit_head (organization_id, number, hash)
            values (:organizationId, :number, :hash)
            on conflict (organization_id) do update
            set number = excluded.number, hash = excluded.hash
            """)
        .bind("number", last.number())
        .bind("hash", last.hash())
        .execute();
  }

  private static void bind(Transaction.Batch batch, ChainedEntry entry) {
    batch
        .bind("number", entry.number())
        .bind("seq", entry.seq())
        .bind("name", entry.name())
        .bind("version", entry.version())
        .bind("subjectType", entry.subjectType())
        .bind("subjectId", entry.subjectId())
        .bind("actorKind", entry.actorKind())
        .bind("actorId", entry.actorId())
        .bind("cause", entry.cause())
        .bind("originSealed", entry.originSealed())
        .bind("at", entry.at())
        .bind("payload", entry.payload())
        .bind("changesSealed", entry.changesSealed())
        .bind("hash", entry.hash())
        .add();
  }

  /** Returns lines after a number, oldest first. */
  List<ChainedEntry> after(OrganizationId organizationId, long number, int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_audit_entry
                    where organization_id = :organizationId and number > :number
                    order by number limit :limit
                    """)
                .bind("number", number)
                .bind("limit", limit)
                .map(ENTRY)
                .list());
  }

  /** Returns lines before a number that fit, newest first. */
  List<ChainedEntry> before(
      OrganizationId organizationId, AuditQuery query, long number, int limit) {
    StringJoiner where = new StringJoiner(" and ");
    where.add("organization_id = :organizationId").add("number < :number");
    query.actorId().ifPresent(each -> where.add("actor_id = :actorId"));
    query.subjectId().ifPresent(each -> where.add("subject_id = :subjectId"));
    query.name().ifPresent(each -> where.add("(name = :name or name like :nameStart escape '!')"));
    query.from().ifPresent(each -> where.add("at >= :from"));
    query.until().ifPresent(each -> where.add("at < :until"));
    return database.read(
        organizationId,
        transaction -> {
          Query select =
              transaction
                  .query(
                      "select * from mce_audit_entry where "
                          + where
                          + " order by number desc limit :limit")
                  .bind("number", number)
                  .bind("limit", limit);
          bind(select, "actorId", query.actorId().orElse(null));
          bind(select, "subjectId", query.subjectId().orElse(null));
          bind(select, "name", query.name().orElse(null));
          bind(select, "nameStart", query.name().map(AuditStore::start).orElse(null));
          bind(select, "from", query.from().orElse(null));
          bind(select, "until", query.until().orElse(null));
          return select.map(ENTRY).list();
        });
  }

  /** Returns lines before a number about any of these things, of these names, newest first. */
  List<ChainedEntry> about(
      OrganizationId organizationId,
      Set<String> subjectIds,
      Set<String> names,
      long number,
      int limit) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select * from mce_audit_entry
                    where organization_id = :organizationId and subject_id in (<subjects>)
                      and name in (<names>) and number < :number
                    order by number desc limit :limit
                    """)
                .bindList("subjects", List.copyOf(subjectIds))
                .bindList("names", List.copyOf(names))
                .bind("number", number)
                .bind("limit", limit)
                .map(ENTRY)
                .list());
  }

  private static void bind(Query query, String name, @Nullable Object value) {
    if (value != null) {
      query.bind(name, value);
    }
  }

  private static String start(String name) {
    return name.replace("!", "!!").replace("%", "!%").replace("_", "!_") + ".%";
  }
}
