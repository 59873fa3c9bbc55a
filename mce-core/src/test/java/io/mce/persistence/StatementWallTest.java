package io.mce.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.isolation.RichRun;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.IssuedStatements.Issued;
import io.mce.persistence.OrganizationFilterCheck.Mode;
import io.mce.persistence.StatementMutants.Mutant;
import io.mce.testing.MceExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The walls behind the services, over all statements that the engine issues: they are collected
 * while two organizations do everything there is, and compared with what is compiled into the
 * engine. In each, every condition on the organization is taken away or bent. The statement check
 * refuses the result on both databases; with the check off, PostgreSQL returns and changes no row
 * of the other organization.
 */
final class StatementWallTest {

  private static final TableCatalog TABLES = TableCatalog.load();
  private static final Pattern NAME = Pattern.compile("\\bmce_\\w+");

  /** Parts of statements that no run of a test's length comes by, and why. */
  private static final Map<String, String> NOT_ISSUED =
      Map.of(
          "exists (select 1 from mce_lead_tag t where t.organization_id = :organizationId",
          "lists by a tag that thousands of leads have; LeadListTest does");

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }

    @Override
    void beyondTheCheck(RichRun.Organizations organizations) {
      try (Database unchecked = Databases.postgresUnchecked(mce.dataSource())) {
        new SecondWall(unchecked, organizations)
            .tryAll(issued.of(organizations.marked()).stream().filter(Contract::isOnRows).toList());
      }
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    private final RichRun run;
    final IssuedStatements issued = new IssuedStatements();

    Contract(MceExtension mce) {
      this.mce = mce;
      run = new RichRun(mce);
    }

    /** One run for all of it: it takes its time. */
    @Test
    void every_statement_keeps_to_its_organization_twice() throws Exception {
      EngineParts.part(mce.engine(), Database.class).listen(issued);
      RichRun.Organizations organizations = run.play();
      requireNothingLeftOut();
      requireMutantsRefused();
      beyondTheCheck(organizations);
    }

    /** What the database does about mutants that the check did not see. */
    void beyondTheCheck(RichRun.Organizations organizations) {
      assertThat(organizations.marked()).as("SQLite has one wall").isNotNull();
    }

    /** Whether a statement reaches tables of organizations; the directory holds none of theirs. */
    static boolean isOnRows(Issued each) {
      return isOnRows(each.sql());
    }

    private static boolean isOnRows(String sql) {
      return !tables(sql).isEmpty() && sql.contains(":organizationId");
    }

    /** What was issued, and what is compiled in as a whole statement and was not. */
    private Set<String> texts() {
      Set<String> texts = new TreeSet<>();
      issued.all().stream().map(Issued::sql).filter(Contract::isOnRows).forEach(texts::add);
      Set<String> known = texts.stream().map(CompiledStatements::plain).collect(Collectors.toSet());
      CompiledStatements.texts().keySet().stream()
          .filter(Contract::isOnRows)
          .flatMap(text -> CompiledStatements.whole(text).stream())
          .filter(text -> !known.contains(CompiledStatements.plain(text)))
          .forEach(texts::add);
      return texts;
    }

    private void requireNothingLeftOut() {
      String all =
          issued.all().stream()
              .map(each -> CompiledStatements.plain(each.sql()))
              .collect(Collectors.joining("\n"));
      Map<String, String> missing = new TreeMap<>();
      Map<String, String> compiled = CompiledStatements.texts();
      compiled.forEach((text, type) -> {
        boolean whole = CompiledStatements.whole(text).isPresent();
        boolean sent = CompiledStatements.pieces(text).stream().allMatch(all::contains);
        if (!tables(text).isEmpty() && !whole && !sent) {
          missing.put(CompiledStatements.plain(text), type);
        }
      });
      missing.keySet().removeIf(text -> NOT_ISSUED.keySet().stream().anyMatch(text::contains));
      assertThat(missing)
          .as(
              "These parts of statements are in the engine, and the run did not put them into any, so"
                  + " that nothing is proven of them. Let Sample.java, RichRun.java or a probe do"
                  + " what issues them, or say in NOT_ISSUED why that is too much.")
          .isEmpty();
      Set<String> untouched = new TreeSet<>(TABLES.names(TableCatalog.TableKind.BUSINESS));
      issued.all().forEach(each -> untouched.removeAll(tables(each.sql())));
      assertThat(untouched).as("no statement touches these tables").isEmpty();
      System.out.printf(
          Locale.ROOT,
          "StatementWallTest: %d statements on rows of organizations, %d of them issued here, out of"
              + " %d texts compiled in%n",
          texts().size(),
          issued.all().stream().filter(Contract::isOnRows).count(),
          compiled.size());
    }

    private void requireMutantsRefused() {
      OrganizationFilterCheck check = new OrganizationFilterCheck(TABLES);
      Map<String, String> passed = new LinkedHashMap<>();
      Map<StatementMutants.Kind, Integer> counts = new TreeMap<>();
      Set<String> withoutMutant = new TreeSet<>();
      for (String sql : texts()) {
        check.check(StatementMutants.unchanged(sql), Mode.ORGANIZATION);
        List<Mutant> mutants = StatementMutants.of(sql);
        if (mutants.isEmpty()) {
          withoutMutant.add(sql);
        }
        for (Mutant mutant : mutants) {
          counts.merge(mutant.kind(), 1, Integer::sum);
          try {
            check.check(mutant.sql(), Mode.ORGANIZATION);
            passed.put(mutant.kind() + " " + mutant.place() + ": " + mutant.sql(), sql);
          } catch (IllegalStateException e) {
            // Refused, as it has to be.
          }
        }
      }
      System.out.printf(
          Locale.ROOT,
          "StatementWallTest: %d mutants of %d statements refused: %s%n",
          counts.values().stream().mapToInt(Integer::intValue).sum() - passed.size(),
          texts().size(),
          counts);
      assertThat(withoutMutant).isEmpty();
      assertThat(passed).isEmpty();
    }
  }

  private static Set<String> tables(String sql) {
    Set<String> found = new LinkedHashSet<>();
    NAME.matcher(sql)
        .results()
        .map(match -> match.group())
        .filter(TABLES.names(TableCatalog.TableKind.BUSINESS)::contains)
        .forEach(found::add);
    return found;
  }

  /** Runs what the check would refuse in the transaction of one organization, after the other's. */
  private static final class SecondWall {

    private final Database unchecked;
    private final OrganizationId theirs;
    private final OrganizationId ours;
    private final List<String> leaks = new ArrayList<>();
    private final Set<String> theirIds = new HashSet<>();
    private int tried;
    private int failed;
    private int reaching;

    SecondWall(Database unchecked, RichRun.Organizations organizations) {
      this.unchecked = unchecked;
      theirs = organizations.marked();
      ours = organizations.other();
    }

    void tryAll(List<Issued> statements) {
      for (String table : TABLES.names(TableCatalog.TableKind.BUSINESS)) {
        unchecked.runInOrganization(
            ours, transaction -> theirIds.addAll(ids(rows(transaction.handle(), table))));
      }
      for (Issued each : statements) {
        // What the tree writes must mean to the database what we wrote.
        attempt(each, StatementMutants.unchanged(each.sql()), theirs, false);
        for (Mutant mutant : StatementMutants.of(each.sql())) {
          tried++;
          Attempt guarded = attempt(each, mutant.sql(), ours, false);
          if (guarded.reached()) {
            leaks.add(mutant + " " + guarded);
          }
          failed += guarded.failed() ? 1 : 0;
          reaching += attempt(each, mutant.sql(), ours, true).reached() ? 1 : 0;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "StatementWallTest: %d mutants of %d statements run in another organization's transaction,"
              + " %d of them refused by the database as such; %d would reach its rows without"
              + " row-level security%n",
          tried,
          statements.size(),
          failed,
          reaching);
      assertThat(leaks).isEmpty();
      assertThat(reaching).as("mutants that prove something").isGreaterThan(200);
    }

    /** What came of a statement. */
    private record Attempt(boolean failed, boolean reached, String what) {}

    private Attempt attempt(
        Issued issued, String sql, OrganizationId organization, boolean pastRowSecurity) {
      List<Attempt> outcome = new ArrayList<>();
      try {
        unchecked.runInOrganization(
            organization,
            transaction -> {
              Handle handle = transaction.handle();
              if (pastRowSecurity) {
                handle.execute("set local role none");
              }
              String result = run(transaction, issued, sql);
              handle.execute("set local role none");
              boolean seen = shows(result, issued);
              outcome.add(new Attempt(false, seen || changed(handle, sql), result));
              throw new Undone();
            });
      } catch (Undone e) {
        return outcome.getFirst();
      } catch (RuntimeException e) {
        return new Attempt(true, false, String.valueOf(e.getMessage()));
      }
      throw new IllegalStateException("was not undone");
    }

    private String run(Transaction transaction, Issued issued, String sql) {
      String text = sql.strip().toLowerCase(Locale.ROOT);
      boolean answers =
          text.startsWith("select") || text.startsWith("with") || text.contains("returning");
      return answers
          ? issued
              .bindTo(transaction.query(sql))
              .bind(StatementMutants.OTHER, theirs.toString())
              .mapToMap()
              .list()
              .toString()
          : "changed "
              + issued
                  .bindTo(transaction.update(sql))
                  .bind(StatementMutants.OTHER, theirs.toString())
                  .execute();
    }

    private boolean shows(String result, Issued issued) {
      if (result.contains(RichRun.MARKER) || result.contains(theirs.toString())) {
        return true;
      }
      Set<String> ids = ids(result);
      ids.retainAll(theirIds);
      ids.removeAll(ids(issued.values()));
      return !ids.isEmpty();
    }

    private final Map<String, String> before = new HashMap<>();

    /** Whether rows of theirs are gone, there are new ones, or this transaction wrote to one. */
    private boolean changed(Handle handle, String sql) {
      return tables(sql).stream()
          .anyMatch(table -> !counted(handle, table).equals(before.get(table)));
    }

    /** How many rows of theirs there are, and how many that this transaction did not write. */
    private String counted(Handle handle, String table) {
      return handle
          .createQuery(
              "select count(*) || ' ' || count(*) filter (where t.xmin is distinct from"
                  + " pg_current_xact_id_if_assigned()::xid) from "
                  + table
                  + " t where organization_id = :id")
          .bind("id", theirs.toString())
          .mapTo(String.class)
          .one();
    }

    private String rows(Handle handle, String table) {
      handle.execute("set local role none");
      before.put(table, counted(handle, table));
      return handle
          .createQuery("select t::text from " + table + " t where organization_id = :id")
          .bind("id", theirs.toString())
          .mapTo(String.class)
          .list()
          .toString();
    }

    private static Set<String> ids(String text) {
      Set<String> ids = new HashSet<>();
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
          .matcher(text)
          .results()
          .forEach(match -> ids.add(match.group()));
      return ids;
    }

    private static final class Undone extends RuntimeException {
      private static final long serialVersionUID = 1L;

      Undone() {
        super(null, null, false, false);
      }
    }
  }

  @Test
  void the_compiled_statements_are_found() {
    assertThat(CompiledStatements.texts().size()).isGreaterThan(100);
    assertThatThrownBy(() -> StatementMutants.of("selekt"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
