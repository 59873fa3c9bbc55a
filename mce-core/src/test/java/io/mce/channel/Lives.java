package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.conversation.Message;
import io.mce.conversation.SendMessage;
import io.mce.conversation.SendResult;
import io.mce.conversation.Sender;
import io.mce.job.DueWork;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.persistence.Row;
import io.mce.privacy.Suppressions;
import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.MessageEcho;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Many conversations that live at the same time, in one organization of one engine: all through
 * their first event, then all through their second, and so on. What is left of each is written as
 * text without ids, so that lives can be compared.
 */
final class Lives {

  /** A conversation that lives through something in an order. */
  record Case(Life life, List<Happening> order) {}

  private record Lived(Case what, LeadId lead, Address address, List<StoredDispatch> sent) {}

  private static final String TOKEN = "worker";
  private static final Duration LONG = Duration.ofHours(12);
  private static final Duration APART = Duration.ofMillis(61_007);
  private static final int AT_ONCE = 500;

  private final OutboxFixture fixture;
  private final List<Lived> lives = new ArrayList<>();
  private final Instant began;

  Lives(OutboxFixture fixture) {
    this.fixture = fixture;
    this.began = fixture.mce.clock().instant();
  }

  /** Lives through all cases and returns what is left of each. */
  List<String> play(List<Case> cases) {
    begin(cases);
    DueWork.Lease lane = send();
    fixture.mce.clock().add(Duration.ofHours(2));
    int steps = cases.stream().mapToInt(each -> each.order().size()).max().orElse(0);
    for (int step = 0; step < steps; step++) {
      live(step);
    }
    fixture.part(DueWork.class).complete(lane, Optional.of(fixture.mce.clock().instant()));
    fixture.advance(RetryPolicy.UNKNOWN_BLOCKS.plusMinutes(1));
    return ends();
  }

  private void begin(List<Case> cases) {
    Leads leads = fixture.part(Leads.class);
    fixture
        .database()
        .runInOrganization(
            fixture.organizationId,
            transaction -> {
              for (Case each : cases) {
                Address address = ScriptedCarrier.phone(lives.size());
                LeadId lead =
                    leads.capture(fixture.actor, LeadDraft.of("P", address.value())).leadId();
                lives.add(new Lived(each, lead, address, new ArrayList<>()));
              }
            });
  }

  /** Our messages, one after the other: all but the last are taken over. */
  private DueWork.Lease send() {
    Optional<DueWork.Lease> lane = Optional.empty();
    int most = lives.stream().mapToInt(each -> each.what().life().messages()).max().orElse(0);
    for (int round = 0; round < most; round++) {
      int number = round;
      fixture.mce.clock().add(Duration.ofSeconds(1));
      List<SendMessage> texts = new ArrayList<>();
      lives.stream()
          .filter(each -> each.what().life().messages() > number)
          .map(each ->
              SendMessage.of(
                      each.lead(),
                      "ours " + number,
                      Purpose.OUTREACH,
                      Sender.SYSTEM,
                      "ours:" + number + ":" + each.lead())
                  .by(fixture.account))
          .forEach(texts::add);
      for (int i = 0; i < texts.size(); i += AT_ONCE) {
        List<SendMessage> some = texts.subList(i, Math.min(texts.size(), i + AT_ONCE));
        assertThat(fixture.engine().conversations().sendAll(fixture.actor, some))
            .extracting(SendResult::refusal)
            .containsOnly(Optional.empty());
      }
      if (lane.isEmpty()) {
        // Nobody else works on the lane: answers come from here, when their time has come.
        lane = Optional.of(lane());
        fixture.part(LaneDesk.class).enter(fixture.organizationId, fixture.account, TOKEN);
      }
      claim(number, texts.size());
    }
    return lane.orElseThrow();
  }

  private DueWork.Lease lane() {
    DueWork due = fixture.part(DueWork.class);
    while (true) {
      DueWork.Lease lease = due.claim(OutboxWorker.KIND, LONG).orElseThrow();
      if (lease.key().equals(fixture.account.toString())) {
        return lease;
      }
      due.complete(lease, Optional.empty()); // Of lives that are over.
    }
  }

  private void claim(int number, int count) {
    Map<LeadId, Lived> byLead = new HashMap<>();
    lives.forEach(each -> byLead.put(each.lead(), each));
    List<Finished> taken = new ArrayList<>();
    int claimed = 0;
    while (claimed < count) {
      List<StoredDispatch> some = turn(List.of(), AT_ONCE).claimed();
      assertThat(some).as("%d of %d are claimed", claimed, count).isNotEmpty();
      for (StoredDispatch each : some) {
        Lived lived = Optional.ofNullable(byLead.get(new LeadId(each.leadId()))).orElseThrow();
        lived.sent().add(each);
        if (number < lived.what().life().messages() - 1) {
          taken.add(answer(each, Happening.What.ACCEPTED));
        }
      }
      claimed += some.size();
    }
    turn(taken, 0);
  }

  private LaneDesk.Turn turn(List<Finished> finished, int limit) {
    return fixture
        .part(LaneDesk.class)
        .turn(fixture.organizationId, fixture.account, TOKEN, finished, limit, LONG);
  }

  private void live(int step) {
    List<Finished> answers = new ArrayList<>();
    List<ProviderEvent> told = new ArrayList<>();
    for (Lived each : lives) {
      if (step < each.what().order().size()) {
        Happening now = each.what().order().get(step);
        if (now.what().isAnswer()) {
          answers.add(answer(each.sent().getLast(), now.what()));
        } else {
          told.add(event(each, now));
        }
      }
    }
    turn(answers, 0);
    fixture.receive(told);
    fixture.runDue();
  }

  private static Finished answer(StoredDispatch dispatch, Happening.What what) {
    return new Finished(
        dispatch,
        what == Happening.What.ACCEPTED
            ? new Outcome.Taken(remoteId(dispatch), Optional.empty())
            : Outcome.of(ErrorKind.OUTCOME_UNKNOWN, "timed out"));
  }

  private static String remoteId(StoredDispatch dispatch) {
    return "remote-" + dispatch.id();
  }

  private ProviderEvent event(Lived of, Happening what) {
    String id = of.lead() + ":" + what;
    return switch (what.what()) {
      case SENT, DELIVERED, READ, FAILED -> receipt(of, what, id);
      case WROTE -> MessageIn.text(id, timeOf(what), of.address(), what.toString());
      case START, STOP -> MessageIn.text(id, timeOf(what), of.address(), what.what().name());
      case ECHO ->
          new MessageEcho(
              id,
              timeOf(what),
              "phone-" + id,
              of.address(),
              Optional.empty(),
              what.toString(),
              List.of(),
              Optional.empty());
      case ACCEPTED, LOST -> throw new IllegalArgumentException("an answer is no event");
    };
  }

  private Receipt receipt(Lived of, Happening what, String id) {
    StoredDispatch about = of.sent().get(what.of());
    ReceiptStatus status = ReceiptStatus.valueOf(what.what().name());
    return new Receipt(
        id,
        timeOf(what),
        remoteId(about),
        of.what().life().echoes() ? Optional.of(about.id().toString()) : Optional.empty(),
        status,
        status == ReceiptStatus.FAILED
            ? Optional.of(ProviderErrorDetail.of(ErrorKind.FILTERED, "withheld"))
            : Optional.empty(),
        Optional.empty());
  }

  /** By the carrier's clock: no two messages at the same time, every other at a whole second. */
  private Instant timeOf(Happening what) {
    int place =
        switch (what.what()) {
          case WROTE -> 2 * what.number();
          case ECHO -> 2 * what.number() + 1;
          case START -> 66 + what.number();
          case STOP -> 70 + what.number();
          default -> 0;
        };
    Instant at = began.plusSeconds(60).plus(APART.multipliedBy(place));
    return place % 2 == 0 ? at : Instant.ofEpochSecond(at.getEpochSecond());
  }

  private List<String> ends() {
    Map<String, List<String>> rows = new HashMap<>();
    read(rows, "conversation", CONVERSATIONS);
    read(rows, "dispatch", DISPATCHES);
    read(rows, "attempt", ATTEMPTS);
    Map<String, Long> pending =
        fixture
            .database()
            .read(
                fixture.organizationId,
                transaction ->
                    transaction.query(PENDING).map(Row.mapper(row -> row.text("remote_id"))).list())
            .stream()
            .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
    return lives.stream().map(each -> end(each, rows, pending)).toList();
  }

  private String end(Lived of, Map<String, List<String>> rows, Map<String, Long> pending) {
    Lead lead = fixture.engine().leads().get(fixture.actor, of.lead());
    List<Message> shown =
        fixture
            .engine()
            .conversations()
            .messages(fixture.actor, of.lead(), new PageRequest(100, Optional.empty()))
            .items();
    requireOrder(of, shown);
    List<String> lines = new ArrayList<>();
    shown.forEach(each ->
        lines.add(
            String.join(
                " ",
                each.direction().name(),
                each.sender().kind().name(),
                each.status().name(),
                Duration.between(began, each.at()).toString(),
                each.text(),
                each.error().map(error -> "error " + error).orElse(""))));
    lines.addAll(rows.getOrDefault(of.lead().toString(), List.of()));
    of.sent()
        .forEach(each ->
            lines.add("put aside " + Optional.ofNullable(pending.get(remoteId(each))).orElse(0L)));
    lines.add(
        "lead %s %d %s %s"
            .formatted(lead.automation(), lead.score(), lead.scoreReasons(), lead.status()));
    lines.add(
        "suppressed "
            + fixture
                .part(Suppressions.class)
                .isSuppressed(
                    fixture.organizationId,
                    ScriptedCarrier.CHANNEL,
                    of.sent().getFirst().recipientKey()));
    return String.join("\n", lines);
  }

  /** What is shown is each thing that was said, once, by the carrier's clock. */
  private void requireOrder(Lived of, List<Message> shown) {
    List<Happening> said = new ArrayList<>(new LinkedHashSet<>(of.what().life().all()));
    said.removeIf(each -> each.what().isAnswer() || each.what().isReceipt());
    said.sort(Comparator.comparing(this::timeOf));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < of.what().life().messages(); i++) {
      expected.add("ours " + i);
    }
    said.forEach(each -> expected.add(each.what().isWish() ? each.what().name() : each.toString()));
    List<String> texts = new ArrayList<>(shown.stream().map(Message::text).toList());
    if (texts.size() > expected.size() && expected.contains("STOP")) {
      texts.removeLast(); // We confirm it, once, behind all that was said.
    }
    assertThat(texts).as(of.what().toString()).isEqualTo(expected);
    assertThat(shown).extracting(Message::at).isSorted();
  }

  private void read(Map<String, List<String>> rows, String what, String sql) {
    fixture
        .database()
        .read(
            fixture.organizationId,
            transaction ->
                transaction
                    .query(sql)
                    .bind("began", began)
                    .map(
                        Row.mapper(
                            row -> Map.entry(row.text("lead_id"), what + " " + row.text("state"))))
                    .list())
        .forEach(each ->
            rows.computeIfAbsent(each.getKey(), key -> new ArrayList<>()).add(each.getValue()));
    rows.values().forEach(Collections::sort);
  }

  private static final String CONVERSATIONS =
      """
      select lead_id, unread || ' ' || coalesce(last_direction, '-') || ' ' || (last_at - :began)
          || ' ' || coalesce(last_inbound_at - :began, -1) as state
      from mce_conversation where organization_id = :organizationId
      """;
  private static final String DISPATCHES =
      """
      select lead_id, (created_at - :began) || ' ' || purpose || ' ' || state || ' '
          || coalesce(reason, '-') || ' ' || coalesce(detail, '-') || ' ' || attempts as state
      from mce_dispatch where organization_id = :organizationId
      """;
  private static final String ATTEMPTS =
      """
      select d.lead_id, (d.created_at - :began) || ' ' || a.number || ' ' || a.state || ' '
          || coalesce(substr(a.remote_id, 1, 7), '-') || ' ' || coalesce(a.error_kind, '-') as state
      from mce_dispatch_attempt a
      join mce_dispatch d on d.organization_id = a.organization_id and d.id = a.dispatch_id
      where a.organization_id = :organizationId and d.organization_id = :organizationId
      """;
  private static final String PENDING =
      "select remote_id from mce_pending_receipt where organization_id = :organizationId";
}
