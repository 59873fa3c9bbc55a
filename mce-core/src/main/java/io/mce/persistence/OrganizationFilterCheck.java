package io.mce.persistence;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;

/**
 * Refuses, before it runs, a statement that could reach rows of another organization.
 *
 * <p>In an organization's transaction every table of the engine, wherever it stands in the
 * statement, needs {@code organization_id = :organizationId} of its own: a top-level condition in
 * the WHERE of its own select or in its JOIN, or equality to the {@code organization_id} of a table
 * that has it. Outside of one only directory tables may appear. What is not understood is refused.
 * This guards against mistakes, not against an attacker who writes SQL; row-level security stands
 * behind it.
 *
 * <p>Thread-safe. Verdicts are remembered by the text of the statement.
 */
final class OrganizationFilterCheck {

  /** What kind of transaction runs the statement. */
  enum Mode {
    ORGANIZATION,
    DIRECTORY
  }

  private static final int MAX_REMEMBERED = 10_000;

  private final TableCatalog tables;
  private final boolean on;
  private final ConcurrentHashMap<Question, Optional<String>> refusals = new ConcurrentHashMap<>();

  OrganizationFilterCheck(TableCatalog tables) {
    this(tables, true);
  }

  private OrganizationFilterCheck(TableCatalog tables, boolean on) {
    this.tables = tables;
    this.on = on;
  }

  /** A check that lets everything pass, to prove what the database itself refuses. */
  static OrganizationFilterCheck switchedOff(TableCatalog tables) {
    return new OrganizationFilterCheck(tables, false);
  }

  /**
   * Returns if the statement may run.
   *
   * @throws IllegalStateException naming the table and quoting the statement, which holds parameter
   *     names only
   */
  void check(String sql, Mode mode) {
    if (!on) {
      return;
    }
    Question question = new Question(mode, sql);
    Optional<String> refusal = refusals.get(question);
    if (refusal == null) {
      refusal = judge(sql, mode);
      if (refusals.size() >= MAX_REMEMBERED) {
        refusals.clear(); // Only statements built by the thousands get here; judging again is slow.
      }
      refusals.put(question, refusal);
    }
    if (refusal.isPresent()) {
      throw new IllegalStateException("Statement refused: " + refusal.get() + "\n" + sql);
    }
  }

  private Optional<String> judge(String sql, Mode mode) {
    try {
      if (sql.isBlank()) {
        throw new RefusedException("it is empty.");
      }
      StatementText text = StatementText.of(sql);
      new StatementWalk(tables, mode).requireFilters(parse(text.forParser()), text.names());
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.reason());
    }
  }

  private static Statement parse(String sql) {
    try {
      // The parser itself: the ready-made methods of its library start a thread for each statement.
      return CCJSqlParserUtil.newParser(sql).Statement();
    } catch (ParseException | TokenMgrException e) {
      throw new RefusedException("its syntax is not understood (" + firstLine(e) + ").");
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no details");
  }

  private record Question(Mode mode, String sql) {}

  /** Ends the judgement of one statement. */
  static final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    RefusedException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
