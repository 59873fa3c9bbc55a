package io.mce.benchmarks;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadQuery;
import io.mce.segment.SegmentDefinition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the list and segments ask of a large table, each beside the best that can be written by hand
 * for that one question: plain JDBC on the same rows, with an index made for it. Both read whole
 * leads with the names they are known by. The engine goes first, without those indexes.
 */
final class SegmentQueries {

  private static final int PAGE = 50;
  private static final int PAGES = 1_000;
  private static final int MOST_COUNTED = 10_001;
  private static final int ROUNDS = 200;
  private static final int WARM_UP = 500;
  private static final String WORD = "family345";
  private static final String WORD_END = WORD + "\uDBFF\uDFFF";

  private static final SegmentDefinition THREE =
      SegmentDefinition.of(
          Map.of(
              "version",
              1,
              "all",
              List.of(
                  Map.of("status", Map.of("in", List.of("QUALIFIED"))),
                  Map.of("source", Map.of("in", List.of("fair"))),
                  Map.of("score", Map.of("min", 50)))));
  private static final SegmentDefinition TAGGED =
      SegmentDefinition.of(
          Map.of(
              "version",
              1,
              "all",
              List.of(
                  Map.of("tags", Map.of("any", List.of("vip"))),
                  Map.of(
                      "any",
                      List.of(
                          Map.of("score", Map.of("min", 90)),
                          Map.of("status", Map.of("in", List.of("NEW"))))))));

  private final BenchDatabase database;
  private final MceEngine engine;
  private final Actor actor;
  private final String organization;
  private final int leads;

  /** Milliseconds of the engine and of the floor, sorted. */
  record Times(String what, List<Double> engine, List<Double> floor) {

    static double at(List<Double> millis, int percent) {
      return millis.get(millis.size() * percent / 100);
    }
  }

  private interface Question {
    void ask() throws SQLException;
  }

  private record Floor(String sql, List<String> values) {

    Floor(String sql, String... values) {
      this(sql, List.of(values));
    }
  }

  SegmentQueries(BenchDatabase database, MceEngine engine, Actor actor, int leads) {
    this.database = database;
    this.engine = engine;
    this.actor = actor;
    this.organization = actor.organizationId().toString();
    this.leads = leads;
  }

  List<Times> measure() throws SQLException {
    fill();
    Optional<String> far = cursorOf(PAGES);
    String farId = idAt(PAGES);
    List<String> names =
        List.of(
            "first page",
            "page 1000 by cursor",
            "3-condition filter",
            "tag and nested conditions",
            "search by a word of a name",
            "count of the 3-condition filter");
    List<Question> questions =
        List.of(
            () -> engine.leads().list(actor, LeadQuery.all(), PageRequest.first(PAGE)),
            () -> engine.leads().list(actor, LeadQuery.all(), new PageRequest(PAGE, far)),
            () -> engine.segments().leads(actor, THREE, LeadQuery.all(), PageRequest.first(PAGE)),
            () -> engine.segments().leads(actor, TAGGED, LeadQuery.all(), PageRequest.first(PAGE)),
            () -> engine.leads().list(actor, LeadQuery.all().text(WORD), PageRequest.first(PAGE)),
            () -> engine.segments().count(actor, THREE, LeadQuery.all()));
    List<List<Double>> ofEngine = new ArrayList<>();
    for (Question question : questions) {
      ofEngine.add(timed(question));
    }
    List<Times> times = new ArrayList<>();
    try (Connection connection = database.connection()) {
      perfect(connection);
      List<Floor> floors = floors(farId);
      for (int i = 0; i < floors.size(); i++) {
        Floor floor = floors.get(i);
        boolean counts = i == floors.size() - 1;
        times.add(
            new Times(
                names.get(i), ofEngine.get(i), timed(() -> read(connection, floor, !counts))));
      }
    }
    return times;
  }

  private List<Floor> floors(String farId) {
    String lead = "select l.* from mce_lead l where l.organization_id = ? and l.deleted_at is null";
    String newest = " order by l.id desc limit " + (PAGE + 1);
    String three = " and l.status = 'QUALIFIED' and l.source = 'fair' and l.score >= 50 ";
    return List.of(
        new Floor(lead + newest, organization),
        new Floor(lead + " and l.id < ?" + newest, organization, farId),
        new Floor(lead + three + newest, organization),
        new Floor(
            "select l.* from mce_lead_tag t cross join mce_lead l where t.organization_id = ?"
                + " and t.tag = 'vip' and l.organization_id = ? and l.id = t.lead_id"
                + " and l.deleted_at is null and (l.score >= 90 or l.status = 'NEW')"
                + " order by t.lead_id desc limit "
                + (PAGE + 1),
            organization,
            organization),
        new Floor(
            "select l.* from mce_lead_word w cross join mce_lead l where w.organization_id = ?"
                + " and w.word >= ? and w.word < ? and l.organization_id = ? and l.id = w.lead_id"
                + " and l.deleted_at is null"
                + newest,
            organization,
            WORD,
            WORD_END,
            organization),
        new Floor(
            "select count(*) from (select l.id from mce_lead l where l.organization_id = ?"
                + " and l.deleted_at is null"
                + three
                + "limit "
                + MOST_COUNTED
                + ") c",
            organization));
  }

  /** Reads every column of every row, and the names of the leads, as the list does. */
  private void read(Connection connection, Floor floor, boolean withNames) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(floor.sql())) {
      for (int i = 0; i < floor.values().size(); i++) {
        statement.setString(i + 1, floor.values().get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int column = 1; column <= columns; column++) {
            rows.getObject(column);
          }
          if (withNames) {
            ids.add(rows.getString("id"));
          }
        }
      }
    }
    if (!ids.isEmpty()) {
      names(connection, ids.subList(0, Math.min(PAGE, ids.size())));
    }
  }

  private void names(Connection connection, List<String> ids) throws SQLException {
    String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select * from mce_lead_identifier where organization_id = ? and lead_id in ("
                + marks
                + ")")) {
      statement.setString(1, organization);
      for (int i = 0; i < ids.size(); i++) {
        statement.setString(i + 2, ids.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          rows.getString("value_sealed");
        }
      }
    }
  }

  private static List<Double> timed(Question question) throws SQLException {
    double[] millis = new double[ROUNDS];
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      long before = System.nanoTime();
      question.ask();
      if (i >= 0) {
        millis[i] = (System.nanoTime() - before) / 1e6;
      }
    }
    return Arrays.stream(millis).sorted().boxed().toList();
  }

  /** Returns the cursor of a page far down, or of the last one there is. */
  private Optional<String> cursorOf(int page) {
    Optional<String> cursor = Optional.empty();
    int wide = PageRequest.MAX_LIMIT;
    // Wide pages lead to the same place; a cursor is a position and knows no width.
    for (int read = 0; read < Math.min((page - 1) * PAGE, leads - PAGE); read += wide) {
      Page<Lead> next = engine.leads().list(actor, LeadQuery.all(), new PageRequest(wide, cursor));
      cursor = next.nextCursor().map(each -> each.text());
    }
    return cursor;
  }

  private String idAt(int page) throws SQLException {
    int wide = PageRequest.MAX_LIMIT;
    int rows = Math.min((page - 1) * PAGE, leads - PAGE);
    int offset = (rows + wide - 1) / wide * wide - 1;
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select id from mce_lead order by id desc limit 1 offset " + offset)) {
      found.next();
      return found.getString(1);
    }
  }

  /** What nobody would keep who has other questions, too. */
  private static void perfect(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create index bench_three on mce_lead (organization_id, status, source, id)"
              + " where deleted_at is null");
      statement.execute(
          "create index bench_count on mce_lead (organization_id, status, source, score)"
              + " where deleted_at is null");
      statement.execute("analyze");
    }
  }

  /** Fills the list inside the database: what is measured is reading. */
  private void fill() throws SQLException {
    boolean sqlite = database.kind() == BenchDatabase.Kind.SQLITE;
    String numbers =
        sqlite
            ? "with recursive n(i) as (select 1 union all select i + 1 from n where i < "
                + leads
                + ") "
            : "with n(i) as (select generate_series(1, " + leads + ")) ";
    String id =
        sqlite
            ? "printf('01a00000-%04x-7000-8000-%012x', i / 65536, i)"
            : "'01a00000-' || lpad(to_hex(i / 65536), 4, '0') || '-7000-8000-'"
                + " || lpad(to_hex(i), 12, '0')";
    String select = " select '" + organization + "', " + id + ", ";
    String status =
        "case i % 6 when 0 then 'NEW' when 1 then 'CONTACTED' when 2 then 'QUALIFIED'"
            + " when 3 then 'NOT_INTERESTED' when 4 then 'CONVERTED' else 'LOST' end";
    String source =
        "case i % 7 when 0 then 'fair' when 1 then 'fair' when 2 then 'website'"
            + " else 'import' end";
    String first = "'Name' || (i % 997)";
    String last = "'Family' || (i % 10007)";
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          numbers
              + "insert into mce_lead (organization_id, id, name, search_key, source, status,"
              + " score, score_reasons, automation, tags, created_at, updated_at, version)"
              + select
              + first
              + " || ' ' || "
              + last
              + ", lower("
              + first
              + " || ' ' || "
              + last
              + "), "
              + source
              + ", "
              + status
              + ", (i * 37) % 100, '[]', 'ACTIVE', '[]', i, i, 1 from n");
      for (String word : List.of(first, last)) {
        statement.execute(
            numbers
                + "insert into mce_lead_word (organization_id, lead_id, word)"
                + select
                + "lower("
                + word
                + ") from n");
      }
      statement.execute(
          numbers
              + "insert into mce_lead_tag (organization_id, lead_id, tag)"
              + select
              + "'vip' from n where i % 10 = 0");
      statement.execute("analyze");
    }
  }
}
