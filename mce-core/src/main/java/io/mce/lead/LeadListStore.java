package io.mce.lead;

import io.mce.kernel.Cursor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pages of the lead list. Each order has an index that begins with it, so that a page costs the
 * same wherever it is and however many leads there are; nothing is counted.
 */
final class LeadListStore {

  /** Leads that are sorted faster than found among the others. */
  private static final int RARE = 1000;

  private final Database database;

  @Inject
  LeadListStore(Database database) {
    this.database = database;
  }

  /**
   * Returns a page.
   *
   * @param name a match key to look for instead of the text of the query
   */
  Page<LeadRow> page(
      OrganizationId organizationId,
      LeadQuery query,
      Optional<Identifier> name,
      PageRequest request) {
    return database.read(
        organizationId,
        transaction -> {
          boolean fromTag =
              query.tag().filter(tag -> isQuickest(organizationId, query.sort(), tag)).isPresent();
          Statement statement = new Statement(query, name, fromTag);
          request
              .cursor(query.sort() == LeadSort.SCORE ? 2 : 1)
              .ifPresent(cursor -> statement.after(organizationId, cursor));
          var bound = transaction.query(statement.sql()).bind("limit", request.limit() + 1);
          statement.values.forEach(bound::bind);
          return Page.of(
              bound.map(LeadStore.ROW).list(), request.limit(), row -> cursor(query.sort(), row));
        });
  }

  /**
   * Tells whether to begin with the leads that have the tag: they are there in the order of ids. In
   * another order they have to be sorted, which pays while they are few.
   */
  private boolean isQuickest(OrganizationId organizationId, LeadSort sort, String tag) {
    return switch (sort) {
      case NEWEST, OLDEST -> true;
      case SCORE, NAME -> isRare(organizationId, tag);
    };
  }

  private boolean isRare(OrganizationId organizationId, String tag) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                    .query(
                        """
                        select lead_id from mce_lead_tag
                        where organization_id = :organizationId and tag = :tag
                        limit :limit
                        """)
                    .bind("tag", tag)
                    .bind("limit", RARE)
                    .map(Row.mapper(row -> row.text("lead_id")))
                    .list()
                    .size()
                < RARE);
  }

  private static Cursor cursor(LeadSort sort, LeadRow row) {
    return switch (sort) {
      case NEWEST, OLDEST, NAME -> Cursor.of(row.id());
      case SCORE -> Cursor.of(row.score(), row.id());
    };
  }

  private static LeadId idAt(Cursor cursor, int index) {
    try {
      return LeadId.of(cursor.values().get(index));
    } catch (MceException e) {
      throw startAnew();
    }
  }

  private static MceException startAnew() {
    return MceException.invalid(
        "cursor", "The cursor is not one of this list; leave it out to start from the beginning.");
  }

  /** Returns what a lead is sorted by in the order of names; the cursor holds no name. */
  private String searchKey(OrganizationId organizationId, LeadId leadId) {
    return database.read(
        organizationId,
        transaction ->
            transaction
                .query(
                    """
                    select search_key from mce_lead
                    where organization_id = :organizationId and id = :id
                    """)
                .bind("id", leadId)
                .map(Row.mapper(row -> row.text("search_key")))
                .findOne()
                .orElseThrow(LeadListStore::startAnew));
  }

  /** A statement put together from constant parts; values are bound. */
  private final class Statement {

    private final LeadQuery query;
    private final boolean fromTag;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    Statement(LeadQuery query, Optional<Identifier> name, boolean fromTag) {
      this.query = query;
      this.fromTag = fromTag;
      query.status().ifPresent(status -> where("l.status = :status", "status", status.name()));
      query.source().ifPresent(source -> where("l.source = :source", "source", source));
      query.owner().ifPresent(owner -> where("l.owner_id = :owner", "owner", owner));
      query
          .minScore()
          .ifPresent(score ->
              // The plus keeps the planner from sorting all that have the score by id.
              where(
                  query.sort() == LeadSort.SCORE ? "l.score >= :minScore" : "+l.score >= :minScore",
                  "minScore",
                  score));
      query
          .tag()
          .ifPresent(tag ->
              where(
                  fromTag
                      ? "t.organization_id = :organizationId and t.tag = :tag and l.id = t.lead_id"
                      : """
                      exists (select 1 from mce_lead_tag t
                        where t.organization_id = :organizationId and t.tag = :tag
                          and t.lead_id = l.id)\
                      """,
                  "tag",
                  tag));
      name.ifPresent(this::knownBy);
      if (name.isEmpty()) {
        query
            .text()
            .ifPresent(text ->
                where(
                    "l.search_key like :text escape '!'",
                    "text",
                    "%" + Folding.literal(Folding.fold(text)) + "%"));
      }
    }

    private void knownBy(Identifier name) {
      where(
          name.kind().isUnique()
              ? """
              l.id in (select i.lead_id from mce_lead_identifier i
                where i.organization_id = :organizationId and i.kind <> 'EMAIL'
                  and i.match_key = :matchKey)\
              """
              : """
              l.id in (select i.lead_id from mce_lead_identifier i
                where i.organization_id = :organizationId and i.kind = 'EMAIL'
                  and i.match_key = :matchKey)\
              """,
          "matchKey",
          name.matchKey());
    }

    private void where(String condition, String name, Object value) {
      conditions.add(condition);
      values.put(name, value);
    }

    void after(OrganizationId organizationId, Cursor cursor) {
      switch (query.sort()) {
        case NEWEST -> where(id() + " < :afterId", "afterId", idAt(cursor, 0));
        case OLDEST -> where(id() + " > :afterId", "afterId", idAt(cursor, 0));
        case SCORE -> {
          where("(l.score, l.id) < (:afterScore, :afterId)", "afterId", idAt(cursor, 1));
          values.put("afterScore", cursor.longAt(0));
        }
        case NAME -> {
          LeadId id = idAt(cursor, 0);
          where("(l.search_key, l.id) > (:afterKey, :afterId)", "afterId", id);
          values.put("afterKey", searchKey(organizationId, id));
        }
      }
    }

    String sql() {
      StringBuilder sql =
          new StringBuilder(
              // The cross join keeps SQLite to the order of the tables; to PostgreSQL it is a join.
              (fromTag
                      ? "select l.* from mce_lead_tag t cross join mce_lead l"
                      : "select l.* from mce_lead l")
                  + " where l.organization_id = :organizationId and l.deleted_at is null");
      conditions.forEach(condition -> sql.append(" and ").append(condition));
      return sql.append(" order by ").append(order()).append(" limit :limit").toString();
    }

    /** The id in the table that comes first, whose index is in order. */
    private String id() {
      return fromTag ? "t.lead_id" : "l.id";
    }

    private String order() {
      return switch (query.sort()) {
        case NEWEST -> id() + " desc";
        case OLDEST -> id();
        case SCORE -> "l.score desc, l.id desc";
        case NAME -> "l.search_key, l.id";
      };
    }
  }
}
