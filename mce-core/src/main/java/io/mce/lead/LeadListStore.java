package io.mce.lead;

import io.mce.kernel.Cursor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.persistence.Transaction;
import io.mce.secret.SealedValue;
import io.mce.secret.SecretBox;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/**
 * Pages of the lead list. Each order has an index that begins with it, so that a page costs the
 * same wherever it is and however many leads there are; nothing is counted.
 */
final class LeadListStore {

  /** Sorts after every character that names have. */
  private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

  /**
   * Leads that are looked at one by one faster than found among a million in the order of a list.
   */
  private static final int FEW = 5_000;

  /** Leads that are sorted faster than found among the others. */
  private static final int RARE = 1000;

  private final Database database;
  private final SecretBox secretBox;

  @Inject
  LeadListStore(Database database, SecretBox secretBox) {
    this.database = database;
    this.secretBox = secretBox;
  }

  /**
   * Returns a page.
   *
   * @param known what to look for instead of the text of the query
   */
  Page<LeadRow> page(
      OrganizationId organizationId,
      LeadQuery query,
      Optional<KnownBy> known,
      LeadFilter filter,
      PageRequest request) {
    if (known.filter(KnownBy::isNobody).isPresent()) {
      return new Page<>(List.of(), Optional.empty());
    }
    return database.read(
        organizationId,
        transaction -> {
          boolean fromTag =
              query.tag().filter(tag -> isQuickest(organizationId, query.sort(), tag)).isPresent();
          Statement statement = new Statement(query, known, fromTag);
          statement.filter(filter);
          rarest(transaction, statement).ifPresent(statement::among);
          request
              .cursor(1)
              .ifPresent(
                  cursor -> statement.after(position(organizationId, query, filter, cursor)));
          var bound = transaction.query(statement.sql()).bind("limit", request.limit() + 1);
          statement.bind(bound);
          return Page.of(
              bound.map(LeadStore.ROW).list(),
              request.limit(),
              row -> cursor(organizationId, query, filter, row));
        });
  }

  /** Counts the leads that fit, up to so many. */
  long count(
      OrganizationId organizationId,
      LeadQuery query,
      Optional<KnownBy> known,
      LeadFilter filter,
      int most) {
    if (known.filter(KnownBy::isNobody).isPresent()) {
      return 0;
    }
    return database.read(
        organizationId,
        transaction -> {
          Statement statement = new Statement(query, known, query.tag().isPresent());
          statement.filter(filter);
          rarest(transaction, statement).ifPresent(statement::among);
          var bound = transaction.query(statement.countSql()).bind("limit", most);
          statement.bind(bound);
          return bound.mapTo(Long.class).one();
        });
  }

  /** Tells whether a lead fits. */
  boolean fits(OrganizationId organizationId, LeadId leadId, LeadFilter filter) {
    return database.read(
        organizationId,
        transaction -> {
          Statement statement = new Statement(LeadQuery.all(), Optional.empty(), false);
          statement.where("l.id = :leadId", "leadId", leadId.toString());
          statement.filter(filter);
          var bound = transaction.query(statement.countSql()).bind("limit", 1);
          statement.bind(bound);
          return bound.mapTo(Long.class).one() == 1;
        });
  }

  /**
   * Returns the select that finds the fewest leads among which are all that fit, if they are few:
   * then it is quicker to look at each of them than to come upon them in the order of the list.
   */
  private static Optional<String> rarest(Transaction transaction, Statement statement) {
    Optional<String> rarest = Optional.empty();
    long fewest = FEW;
    for (String candidates : statement.candidates) {
      var query =
          transaction
              .query("select count(*) as n from (" + candidates + " limit :few) c")
              .bind("few", fewest);
      statement.bind(query);
      long found = query.mapTo(Long.class).one();
      if (found < fewest) {
        fewest = found;
        rarest = Optional.of(candidates);
      }
    }
    return rarest;
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

  /**
   * Returns the position of a row: sealed, because in the order of names it holds one, and for this
   * list only, because in another it would skip and repeat leads.
   */
  private Cursor cursor(
      OrganizationId organizationId, LeadQuery query, LeadFilter filter, LeadRow row) {
    Cursor position =
        switch (query.sort()) {
          case NEWEST, OLDEST -> Cursor.of(row.id());
          case SCORE -> Cursor.of(row.score(), row.id());
          case NAME -> Cursor.of(Folding.searchKey(row.name(), row.company()), row.id());
        };
    return Cursor.of(secretBox.seal(organizationId, place(query, filter), position.text()).text());
  }

  private Cursor position(
      OrganizationId organizationId, LeadQuery query, LeadFilter filter, Cursor cursor) {
    try {
      SealedValue sealed = new SealedValue(cursor.values().getFirst());
      String position = secretBox.openText(organizationId, place(query, filter), sealed);
      return Cursor.parse(
          position,
          switch (query.sort()) {
            case NEWEST, OLDEST -> 1;
            case SCORE, NAME -> 2;
          });
    } catch (MceException e) {
      throw MceException.invalid(
          "cursor",
          "The cursor is not one of this list; leave it out to start from the beginning.");
    }
  }

  private static String place(LeadQuery query, LeadFilter filter) {
    return "lead-list/" + query + filter.place();
  }

  /** A statement put together from constant parts; values are bound. */
  private static final class Statement {

    private final LeadQuery query;
    private final boolean fromTag;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, List<?>> lists = new LinkedHashMap<>();
    private final List<String> candidates = new ArrayList<>();

    Statement(LeadQuery query, Optional<KnownBy> known, boolean fromTag) {
      this.query = query;
      this.fromTag = fromTag;
      query.status().ifPresent(status -> where("l.status = :status", "status", status.name()));
      query.source().ifPresent(source -> where("l.source = :source", "source", source));
      query.owner().ifPresent(owner -> where("l.owner_id = :owner", "owner", owner));
      query.project().ifPresent(project -> where("l.project_id = :project", "project", project));
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
      known.ifPresent(this::knownBy);
      if (known.isEmpty()) {
        query.text().ifPresent(text -> SearchWords.wanted(text).forEach(this::word));
      }
    }

    /** A word of the name or company begins with this. */
    private void word(String beginning) {
      String from = "word" + values.size();
      String to = "word" + (values.size() + 1);
      values.put(from, beginning);
      values.put(to, beginning + LAST_CHARACTER);
      String found =
          " from mce_lead_word w where w.organization_id = :organizationId and w.word >= :"
              + from
              + " and w.word < :"
              + to;
      conditions.add("exists (select 1" + found + " and w.lead_id = l.id)");
      candidates.add("select w.lead_id" + found);
    }

    private void knownBy(KnownBy known) {
      switch (known) {
        case KnownBy.Name name -> named(name.identifier());
        case KnownBy.Ending ending ->
            where(
                """
                l.id in (select i.lead_id from mce_lead_identifier i
                  where i.organization_id = :organizationId and i.ending_key = :endingKey)\
                """,
                "endingKey",
                ending.key());
        case KnownBy.AnyOf any -> {
          conditions.add("l.id in (<leadIds>)");
          lists.put("leadIds", List.copyOf(any.leadIds()));
        }
      }
    }

    private void named(Identifier name) {
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

    void filter(LeadFilter filter) {
      if (!filter.isNone()) {
        conditions.add(filter.condition());
        values.putAll(filter.values());
        lists.putAll(filter.lists());
        candidates.addAll(filter.candidates());
      }
    }

    /** Looks at nobody but these. */
    void among(String candidates) {
      conditions.add("l.id in (" + candidates + ")");
    }

    void bind(Query bound) {
      values.forEach(bound::bind);
      lists.forEach(bound::bindList);
    }

    void where(String condition, String name, Object value) {
      conditions.add(condition);
      values.put(name, value);
    }

    void after(Cursor position) {
      String id = position.values().getLast();
      switch (query.sort()) {
        case NEWEST -> where(id() + " < :afterId", "afterId", id);
        case OLDEST -> where(id() + " > :afterId", "afterId", id);
        case SCORE -> {
          where("(l.score, l.id) < (:afterScore, :afterId)", "afterId", id);
          values.put("afterScore", position.longAt(0));
        }
        case NAME -> {
          where("(l.search_key, l.id) > (:afterKey, :afterId)", "afterId", id);
          values.put("afterKey", position.values().getFirst());
        }
      }
    }

    String sql() {
      return "select l.*" + from() + " order by " + order() + " limit :limit";
    }

    String countSql() {
      return "select count(*) as n from (select l.id" + from() + " limit :limit) c";
    }

    private String from() {
      StringBuilder sql =
          new StringBuilder(
              // The cross join keeps SQLite to the order of the tables; to PostgreSQL it is a join.
              (fromTag ? " from mce_lead_tag t cross join mce_lead l" : " from mce_lead l")
                  + " where l.organization_id = :organizationId and l.deleted_at is null");
      conditions.forEach(condition -> sql.append(" and ").append(condition));
      return sql.toString();
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
