package io.mce.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.mce.isolation.Probe.Expected;
import io.mce.kernel.MceException;
import io.mce.lead.AutomationReason;
import io.mce.testing.MceExtension;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/**
 * Every method of every service is offered what belongs to another organization. It must not work,
 * show or change anything of it, in answers, failures and log lines alike; and the same call with
 * one's own must work, so that a refusal proves something. A method without a probe fails the
 * build.
 */
final class EngineIsolationTest {

  private static final Probes TABLE = Probes.create();
  private static final List<Probe> PROBES = TABLE.all();

  /** Of an answer this much tells what went wrong. */
  private static final int MOST = 1_000;

  /** Tables that hold no row for longer than a moment. */
  private static final Map<String, String> PASSING =
      Map.of("mce_import_chunk", "emptied as soon as its import has been read");

  /** Methods that change rows and leave no line in the audit trail, and why. */
  private static final Map<String, String> UNTOLD =
      Map.ofEntries(
          Map.entry(
              "LeadHooks.receive(String, WebhookRequest)",
              "its leads say that they came; a delivery that brings nothing new changes none"),
          Map.entry(
              "ApiKeys.actor(String)",
              "notes when a key was last used; what is done with it is told by what it does"),
          Map.entry(
              "Conversations.markRead(ConversationId)",
              "says what was seen, and changes nothing that was"),
          Map.entry(
              "Imports.open(String, long)",
              "makes room for a file; that it came is told when it is here"),
          Map.entry(
              "Imports.preview(ImportId, Optional, CaptureScope)",
              "looks at a file under a choice, which is told when the import is started with it"),
          Map.entry(
              "Notices.markRead(NoticeId)", "says what was seen, and changes nothing that was"),
          Map.entry(
              "Leads.touch(LeadId)",
              "a part of what other features do with a lead, and they tell of it"),
          Map.entry(
              "Leads.changeScore(Lead, int, List)",
              "a part of scoring, which tells of adjustments by people; rules score all the time"),
          Map.entry(
              "Scoring.score(LeadId)",
              "rules score all the time; what a person adds is told as an adjustment"),
          Map.entry(
              "Scoring.scoreAll(Collection)",
              "rules score all the time; what a person adds is told as an adjustment"),
          Map.entry(
              "Assignments.assign(LeadId)",
              "tells of a new owner; where the owner stays, only the turn moves on"));

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite(), false);
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres(), true);
    }
  }

  @Test
  void every_method_of_every_service_has_a_probe() {
    Set<String> methods = new TreeSet<>(ServiceMethods.all().keySet());
    Set<String> probed = new TreeSet<>(PROBES.stream().map(Probe::method).toList());
    Set<String> missing = new TreeSet<>(methods);
    missing.removeAll(probed);
    assertThat(missing)
        .as(
            """
            These methods of the engine have no probe that offers them another organization's ids.
            Add a line for each to Probes.java, in the section of its feature:
              notFound("Leads.get(LeadId)", (we, they) -> we.engine.leads().get(we.actor, they.lead()));
            with what belongs to "they" wherever the method takes an id; own(...) where it takes none;
            nothing(...) where it answers empty. What Sample does not have yet is made in Sample.java.
            """)
        .isEmpty();
    probed.removeAll(methods);
    assertThat(probed)
        .as("These probes in Probes.java are for methods that are gone; take them out.")
        .isEmpty();
    System.out.printf(
        Locale.ROOT,
        "EngineIsolationTest: %d probes over %d methods of %d services, %d of them exempt%n",
        PROBES.size(),
        methods.size(),
        ServiceMethods.services().size(),
        PROBES.stream().filter(probe -> probe.expected() == Expected.EXEMPT).count());
  }

  @Test
  void an_exemption_says_why() {
    assertThat(UNTOLD.values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(30));
    assertThat(PROBES)
        .filteredOn(probe -> probe.expected() == Expected.EXEMPT)
        .allSatisfy(probe -> assertThat(probe.reason()).hasSizeGreaterThan(30));
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    private final SampleChannel channel = new SampleChannel();
    private final boolean postgres;
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Map<String, Set<Class<?>>> offered = new TreeMap<>();

    Contract(MceExtension mce, boolean postgres) {
      this.mce = mce.with(builder -> builder.provider(channel).provider(new SampleLeads()));
      this.postgres = postgres;
    }

    @Test
    void what_belongs_to_another_organization_is_out_of_reach() throws Exception {
      Sample.listen(mce.engine());
      Sample theirs = Sample.create(mce, channel, "ZEBRA", 4);
      Sample ours = Sample.create(mce, channel, "QUAGGA", 0);
      try (OrganizationRows rows = new OrganizationRows(mce, postgres);
          Overheard log = new Overheard()) {
        requireSomethingInEveryTable(rows, theirs);
        for (int i = 0; i < PROBES.size(); i++) {
          Probe probe = PROBES.get(i);
          if (probe.expected() != Expected.EXEMPT) {
            String name = "probe %d of %s (%s)".formatted(i, probe.method(), probe.expected());
            run(name, probe, ours, theirs, rows, log);
          }
        }
      }
      assertThat(failures.values()).isEmpty();
      requireEveryKindOfId();
    }

    @Test
    void who_follows_live_hears_nothing_of_another_organization() throws Exception {
      Sample.listen(mce.engine());
      Sample theirs = Sample.create(mce, channel, "ZEBRA", 4);
      Sample ours = Sample.create(mce, channel, "QUAGGA", 0);
      List<Object> heard = new ArrayList<>();
      long from = ours.engine.events().head(ours.actor);
      AutoCloseable following = ours.engine.events().tail(ours.actor, from, heard::add);
      for (Sample each : List.of(theirs, ours)) {
        each.engine.leads().pauseAutomation(each.actor, each.spareLead(2), AutomationReason.MANUAL);
        mce.runDue();
      }
      following.close();
      assertThat(Words.of(heard))
          .contains(ours.spareLead(2).toString())
          .doesNotContain(theirs.spareLead(2).toString())
          .doesNotContain(theirs.organizationId.toString());
    }

    /** What the sample does not have, no probe could find. */
    private void requireSomethingInEveryTable(OrganizationRows rows, Sample sample)
        throws SQLException {
      Map<String, List<String>> all = rows.of(sample.organizationId.toString());
      Set<String> empty = new TreeSet<>(OrganizationRows.businessTables());
      empty.removeIf(table -> !all.getOrDefault(table, List.of()).isEmpty());
      empty.removeAll(PASSING.keySet());
      assertThat(empty)
          .as(
              "Sample.java makes nothing that ends up in these tables; let it make some, or say in"
                  + " PASSING why there is never a row.")
          .isEmpty();
    }

    private void run(
        String name, Probe probe, Sample ours, Sample theirs, OrganizationRows rows, Overheard log)
        throws Exception {
      boolean opens = probe.expected() == Expected.OPENS;
      Sample untouched = opens ? ours : theirs;
      Map<String, List<String>> before = rows.of(untouched.organizationId.toString());
      log.forget();
      theirs.forget();
      Outcome foreign = outcome(probe, ours, theirs);
      mce.runDue();
      offered
          .computeIfAbsent(probe.method(), method -> new LinkedHashSet<>())
          .addAll(theirs.given());
      requireExpected(name, probe, foreign);
      if (!opens) {
        requireNothingOf(name, theirs, before, foreign.words(), log);
      }
      requireSame(name, before, rows.of(untouched.organizationId.toString()));
      Map<String, List<String>> ourRows = rows.of(ours.organizationId.toString());
      Outcome control = outcome(probe, ours, ours);
      Set<String> changed = changed(ourRows, rows.of(ours.organizationId.toString()));
      mce.runDue();
      requireControl(name, probe, foreign, control);
      requireTrail(name, probe, changed, ourRows, rows.of(ours.organizationId.toString()));
    }

    private static Set<String> changed(
        Map<String, List<String>> before, Map<String, List<String>> after) {
      Set<String> changed = new TreeSet<>(before.keySet());
      changed.removeIf(table -> before.get(table).equals(after.get(table)));
      return changed;
    }

    /** What changes something stands in the audit trail, with what was not the engine's doing. */
    private void requireTrail(
        String name,
        Probe probe,
        Set<String> changed,
        Map<String, List<String>> before,
        Map<String, List<String>> after) {
      if (!changed.isEmpty()
          && !UNTOLD.containsKey(probe.method())
          && lines(after) <= lines(before)) {
        fail(name, "changes " + changed + " and leaves no line in the audit trail");
      }
    }

    private static int lines(Map<String, List<String>> rows) {
      return rows.getOrDefault("mce_audit_entry", List.of()).size();
    }

    private static Outcome outcome(Probe probe, Sample we, Sample they) {
      AtomicReference<@Nullable Object> answer = new AtomicReference<>();
      Throwable failure = catchThrowable(() -> answer.set(probe.call().run(we, they)));
      return new Outcome(failure, Words.of(failure == null ? answer.get() : failure));
    }

    private void requireExpected(String name, Probe probe, Outcome foreign) {
      Throwable failure = foreign.failure();
      if (probe.expected() == Expected.UNSTORABLE) {
        if (!foreign.words().toUpperCase(Locale.ROOT).contains("FOREIGN KEY CONSTRAINT")) {
          fail(name, "was not refused by a foreign key: " + foreign.words());
        }
      } else if (probe.expected() != Expected.REFUSED) {
        if (failure != null) {
          fail(name, "failed where it should answer: " + foreign.words());
        }
      } else if (!(failure instanceof MceException refusal)) {
        fail(name, "did not refuse what is another organization's: " + foreign.words());
      } else if (!probe.refusal().equals(Optional.of(refusal.code()))) {
        fail(name, "refused as %s: %s".formatted(refusal.code(), refusal.getMessage()));
      }
    }

    private void requireNothingOf(
        String name,
        Sample theirs,
        Map<String, List<String>> theirRows,
        String answer,
        Overheard log) {
      Set<String> ids = new HashSet<>();
      theirRows.values().forEach(table -> table.forEach(row -> ids.addAll(Words.idsIn(row))));
      Set<String> shown = new LinkedHashSet<>(Words.idsIn(answer));
      shown.retainAll(ids);
      shown.removeAll(theirs.givenIds());
      if (!shown.isEmpty()) {
        fail(name, "shows ids of another organization: " + shown + " in " + answer);
      }
      if (mentions(answer, theirs)) {
        fail(name, "shows another organization's text: " + answer);
      }
      List<String> lines = log.lines().stream().filter(line -> mentions(line, theirs)).toList();
      if (!lines.isEmpty()) {
        fail(name, "logs another organization's text: " + lines);
      }
    }

    private static boolean mentions(String text, Sample theirs) {
      return text.toUpperCase(Locale.ROOT).contains(theirs.marker);
    }

    private void requireSame(
        String name, Map<String, List<String>> before, Map<String, List<String>> after) {
      before.forEach((table, rows) -> {
        if (!rows.equals(after.get(table))) {
          fail(name, "changed rows of " + table + " that are not the caller's");
        }
      });
    }

    private void requireControl(String name, Probe probe, Outcome foreign, Outcome control) {
      boolean again = probe.expected() == Expected.OPENS || probe.expected() == Expected.OWN;
      if (control.failure() != null) {
        fail(name, "does not work with own ids, so it proves nothing: " + control.words());
      } else if (!again && control.words().equals(foreign.words())) {
        fail(name, "answers the same with own ids, so it proves nothing: " + control.words());
      }
    }

    private void fail(String name, String what) {
      String line = what.length() > MOST ? what.substring(0, MOST) + "..." : what;
      failures.merge(name, name + " " + line, (one, two) -> one + "\n  and " + two);
    }

    /** A method may take ids in many places; each kind it can be told must have been told. */
    private void requireEveryKindOfId() {
      Map<String, String> missing = new TreeMap<>();
      Set<String> exempt =
          PROBES.stream()
              .filter(probe -> probe.expected() == Expected.EXEMPT)
              .map(Probe::method)
              .collect(Collectors.toSet());
      for (Map.Entry<String, Method> each : ServiceMethods.all().entrySet()) {
        Set<Class<?>> kinds = new LinkedHashSet<>(IdTypes.of(each.getValue()));
        kinds.removeAll(TABLE.unoffered(each.getKey()));
        kinds.removeAll(offered.getOrDefault(each.getKey(), Set.of()));
        if (!exempt.contains(each.getKey()) && !kinds.isEmpty()) {
          missing.put(
              each.getKey(),
              kinds.stream().map(Class::getSimpleName).collect(Collectors.joining(", ")));
        }
      }
      assertThat(missing)
          .as(
              "These methods can be told ids of these kinds, and no probe in Probes.java offers"
                  + " them another organization's; add one with they.<the id>().")
          .isEmpty();
    }

    /** How a call ended, and all that it said. */
    private record Outcome(@Nullable Throwable failure, String words) {}
  }

  /** Everything the engine logs, at every level. */
  private static final class Overheard implements AutoCloseable {

    private final Logger engine = (Logger) LoggerFactory.getLogger("io.mce");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final @Nullable Level before = engine.getLevel();

    Overheard() {
      engine.setLevel(Level.TRACE);
      engine.setAdditive(false);
      appender.start();
      engine.addAppender(appender);
    }

    void forget() {
      appender.list.clear();
    }

    List<String> lines() {
      return List.copyOf(appender.list).stream()
          .map(event ->
              event.getFormattedMessage()
                  + " "
                  + (event.getThrowableProxy() == null
                      ? ""
                      : ThrowableProxyUtil.asString(event.getThrowableProxy())))
          .toList();
    }

    @Override
    public void close() {
      engine.detachAppender(appender);
      engine.setAdditive(true);
      engine.setLevel(before);
    }
  }
}
