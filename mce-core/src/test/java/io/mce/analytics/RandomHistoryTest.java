package io.mce.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.channel.Purpose;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.lead.AutomationReason;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.organization.OrganizationChange;
import io.mce.persistence.Database;
import io.mce.persistence.Row;
import io.mce.provider.ProviderAccountDraft;
import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.ReceiptStatus;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Lets anything happen in any order, and counts again what the dashboard shows: from the leads, the
 * rows of dispatches, and what the test itself did.
 */
final class RandomHistoryTest {

  private static final int STEPS = 150;
  private static final int PEOPLE = 12;
  private static final List<String> SOURCES = List.of("website", "fair", "import");
  private static final List<String> TEXTS =
      List.of("Yes, call me", "Who is this?", "STOP", "START");

  /* Of an unknown outcome nobody can tell whether the lead answers it: that is a lost answer here. */
  private static final List<ErrorKind> FAILURES =
      List.of(
          ErrorKind.UNAVAILABLE, ErrorKind.RATE_LIMITED, ErrorKind.OPTED_OUT, ErrorKind.REFUSED);

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
  }

  /** Something a lead wrote that the engine has not read yet. */
  private record Inbound(int person, boolean answers) {}

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    private Random random = new Random();
    private ZoneId zone = ZoneId.of("UTC");
    private Actor actor;

    private final Map<Integer, LeadId> leadIds = new HashMap<>();
    private final List<Inbound> unread = new ArrayList<>();
    private final Set<Integer> responded = new HashSet<>();
    private final Map<String, LocalDate> takenOn = new HashMap<>();
    private final Map<LeadId, LocalDate> contactedOn = new HashMap<>();
    private final Map<LocalDate, Long> conversions = new HashMap<>();
    private final Map<LocalDate, Long> replies = new HashMap<>();

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organizationWithChannel() {
      actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
    }

    @RepeatedTest(3)
    void after_any_history_the_counters_are_what_a_recount_gives(RepetitionInfo repetition) {
      long seed = Long.getLong("mce.seed", System.nanoTime()) + repetition.getCurrentRepetition();
      System.out.println(
          "RandomHistoryTest: repeat with -Dmce.seed="
              + (seed - repetition.getCurrentRepetition())
              + ", repetition "
              + repetition.getCurrentRepetition());
      random = new Random(seed);
      zone =
          oneOf(
              List.of("UTC", "Asia/Kolkata", "America/Sao_Paulo").stream()
                  .map(ZoneId::of)
                  .toList());
      mce.engine()
          .organizations()
          .update(
              actor,
              OrganizationChange.none().withTimeZone(zone),
              mce.engine().organizations().get(actor).version());
      oneAnswers();
      for (int step = 0; step < STEPS; step++) {
        String what = step();
        if (random.nextInt(3) != 0) {
          run();
          int days = random.nextInt(1, 20);
          assertThat(mce.engine().dashboard().overview(actor, days))
              .as("seed %d, step %d: %s", seed, step, what)
              .isEqualTo(recount(days));
        }
      }
      assertThat(takenOn).isNotEmpty();
      assertThat(responded).isNotEmpty();
    }

    /** So that no history is without a message and an answer. */
    private void oneAnswers() {
      capture(0);
      write(leadIds.get(0), Purpose.HUMAN);
      run();
      inbound(0, TEXTS.getFirst());
      run();
    }

    private <T> T oneOf(List<T> values) {
      return values.get(random.nextInt(values.size()));
    }

    private static String phone(int person) {
      return "+55119%08d".formatted(80_000_000 + person);
    }

    private LocalDate today() {
      return LocalDate.ofInstant(mce.clock().instant(), zone);
    }

    private String step() {
      int person = random.nextInt(PEOPLE);
      Optional<Lead> lead =
          Optional.ofNullable(leadIds.get(person))
              .flatMap(id -> mce.engine().leads().find(actor.organizationId(), id));
      int kind = random.nextInt(12);
      switch (kind) {
        case 0 -> capture(person);
        case 1 -> lead.ifPresent(each -> write(each.id(), Purpose.HUMAN));
        case 2, 3 -> lead.ifPresent(each -> write(each.id(), Purpose.OUTREACH));
        case 4 ->
            oneOf(
                    List.<Runnable>of(
                        () -> mce.channel().failNext(ProviderException.of(oneOf(FAILURES), "No")),
                        mce.channel()::loseNextAnswer))
                .run();
        case 5, 6 -> receipt();
        case 7, 8 -> inbound(person, oneOf(TEXTS));
        case 9 -> lead.ifPresent(this::changeStatus);
        case 10 -> lead.map(Lead::id).ifPresent(this::changeAutomation);
        default -> {
          if (random.nextInt(4) == 0) {
            lead.ifPresent(each -> mce.engine().leads().delete(actor, each.id()));
          } else {
            advance();
          }
        }
      }
      return kind + " of person " + person;
    }

    private void capture(int person) {
      LeadDraft draft = LeadDraft.of("Lead", phone(person)).source(oneOf(SOURCES));
      leadIds.put(person, mce.engine().leads().capture(actor, draft).leadId());
    }

    private void write(LeadId leadId, Purpose purpose) {
      String key = "message:" + random.nextLong();
      mce.engine()
          .conversations()
          .send(actor, SendMessage.of(leadId, "Hello", purpose, Sender.SYSTEM, key));
    }

    private void receipt() {
      List<RecordingChannel.Sent> sent = mce.channel().sent();
      if (!sent.isEmpty()) {
        ReceiptStatus status = oneOf(List.of(ReceiptStatus.values()));
        RecordingChannel.Sent message = oneOf(sent);
        if (random.nextBoolean()) {
          mce.channel().receipt(message, status);
        } else {
          mce.channel().echo(message, status);
        }
      }
    }

    private void inbound(int person, String text) {
      mce.channel().inbound(phone(person), text);
      boolean answers = !text.equals("STOP") && !mce.channel().sentTo(phone(person)).isEmpty();
      unread.add(new Inbound(person, answers));
    }

    private void changeStatus(Lead lead) {
      LeadStatus status = oneOf(List.of(LeadStatus.values()));
      if (status == LeadStatus.CONVERTED && lead.status() != status) {
        conversions.merge(today(), 1L, Long::sum);
      }
      if (random.nextBoolean()) {
        mce.engine().leads().changeStatus(actor, lead.id(), status);
      } else {
        LeadChange change = LeadChange.none().status(status);
        mce.engine().leads().update(actor, lead.id(), change, lead.version());
      }
    }

    private void changeAutomation(LeadId leadId) {
      switch (random.nextInt(5)) {
        case 0 -> mce.engine().leads().optOut(actor, leadId);
        case 1 -> mce.engine().leads().optIn(actor, leadId);
        case 2 -> mce.engine().conversations().pauseAutomation(actor, leadId);
        case 3 -> mce.engine().conversations().resumeAutomation(actor, leadId);
        default -> mce.engine().leads().pauseAutomation(actor, leadId, AutomationReason.REPLIED);
      }
    }

    /** Half an hour at a time, so that no midnight falls between what happens and its recount. */
    private void advance() {
      for (int halfHours = random.nextInt(1, 40); halfHours > 0; halfHours--) {
        run();
        mce.clock().add(Duration.ofMinutes(30));
      }
      run();
    }

    private void run() {
      mce.runDue();
      for (Inbound each : unread) {
        replies.merge(today(), 1L, Long::sum);
        leadIds.computeIfAbsent(
            each.person(),
            person ->
                mce.engine()
                    .leads()
                    .findByAddress(actor.organizationId(), Address.phone(phone(person)))
                    .orElseThrow());
        if (each.answers()) {
          responded.add(each.person());
        }
      }
      unread.clear();
      Set<String> decided = dispatches();
      for (RecordingChannel.Sent each : mce.channel().sent()) {
        String id = each.message().id();
        if (decided.contains(id) && takenOn.putIfAbsent(id, today()) == null) {
          leadIds.forEach((person, leadId) -> {
            if (phone(person).equals(each.to())) {
              contactedOn.putIfAbsent(leadId, today());
            }
          });
        }
      }
    }

    /** Those of which it is known what became of them. */
    private Set<String> dispatches() {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              actor.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select id from mce_dispatch
                          where organization_id = :organizationId
                            and state not in ('QUEUED', 'SENDING', 'UNKNOWN')
                          """)
                      .map(Row.mapper(row -> row.text("id")))
                      .collect(Collectors.toSet()));
    }

    private Overview recount(int days) {
      LocalDate today = today();
      LocalDate first = today.minusDays(days - 1L);
      List<Lead> leads =
          mce.engine().leads().list(actor, LeadQuery.all(), PageRequest.first(200)).items();
      List<Lead> came = leads.stream().filter(lead -> !createdOn(lead).isBefore(first)).toList();
      List<Lead> contacted =
          leads.stream()
              .filter(lead -> contactedOn.containsKey(lead.id()))
              .filter(lead -> !contactedOn.getOrDefault(lead.id(), first).isBefore(first))
              .toList();
      List<DayFigures> series =
          first
              .datesUntil(today.plusDays(1))
              .map(day ->
                  new DayFigures(
                      day,
                      count(leads, lead -> createdOn(lead).equals(day)),
                      conversions.getOrDefault(day, 0L),
                      count(takenOn.values(), day::equals),
                      replies.getOrDefault(day, 0L)))
              .toList();
      return new Overview(
          leads.size(),
          count(leads, lead -> lead.status().ordinal() <= LeadStatus.QUALIFIED.ordinal()),
          count(leads, lead -> createdOn(lead).equals(today)),
          rate(came, lead -> lead.status() == LeadStatus.CONVERTED),
          rate(contacted, this::hasResponded),
          series.stream().mapToLong(DayFigures::sent).sum(),
          new AutomationStopped(
              count(leads, lead -> isStopped(lead, AutomationReason.REPLIED)),
              count(leads, lead -> isStopped(lead, AutomationReason.OPTED_OUT)),
              count(
                  leads,
                  lead ->
                      isStopped(lead, AutomationReason.HUMAN_TAKEOVER)
                          || isStopped(lead, AutomationReason.MANUAL))),
          series,
          came.stream()
              .collect(Collectors.groupingBy(Lead::source, Collectors.counting()))
              .entrySet()
              .stream()
              .map(each -> new SourceFigures(each.getKey(), each.getValue()))
              .sorted(
                  Comparator.comparingLong(SourceFigures::leads)
                      .reversed()
                      .thenComparing(SourceFigures::source))
              .toList());
    }

    private LocalDate createdOn(Lead lead) {
      return LocalDate.ofInstant(lead.createdAt(), zone);
    }

    private boolean hasResponded(Lead lead) {
      return responded.stream().anyMatch(person -> lead.id().equals(leadIds.get(person)));
    }

    private static boolean isStopped(Lead lead, AutomationReason reason) {
      return lead.automation().reason().equals(Optional.of(reason));
    }

    private static <T> long count(Iterable<T> all, Predicate<T> wanted) {
      long count = 0;
      for (T each : all) {
        count += wanted.test(each) ? 1 : 0;
      }
      return count;
    }

    private static Optional<Double> rate(List<Lead> all, Predicate<Lead> wanted) {
      return all.isEmpty()
          ? Optional.empty()
          : Optional.of((double) count(all, wanted) / all.size());
    }
  }
}
