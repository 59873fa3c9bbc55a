package io.mce.channel;

import io.mce.channel.SendCountStore.Candidate;
import io.mce.channel.SendCountStore.Change;
import io.mce.channel.SendCountStore.Deferred;
import io.mce.provider.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The counts of one turn of one account: what was read, and what each message that goes adds to it.
 * Belongs to one thread.
 */
final class Tally {

  /** What carriers mean by a day. */
  private static final Duration DAY = Duration.ofHours(24);

  /** People are counted by the hour; one leaves when all of its people surely have. */
  private static final Duration HOUR = Duration.ofHours(1);

  /** Over how long messages that come free at one moment are spread. */
  private static final int SPREAD_SECONDS = 60;

  private final AccountId account;
  private final Limits limits;
  private final Optional<CarrierLimits.Told> told;
  private final SendCountStore.Scopes scopes;
  private final RecipientZones zones;
  private final Instant now;
  private final DailyCap cap;
  private final Map<SendCountStore.Key, String> before = new HashMap<>();
  private final Map<SendCountStore.Key, SendCount> present = new HashMap<>();
  private final TreeMap<SendCountStore.Key, Change> changes = new TreeMap<>();

  Tally(
      AccountId account,
      Limits limits,
      Optional<CarrierLimits.Told> told,
      SendCountStore.Scopes scopes,
      RecipientZones zones,
      Instant now) {
    this.account = account;
    this.limits = limits;
    this.told = told;
    this.scopes = scopes;
    this.zones = zones;
    this.now = now;
    this.cap = limits.rules().capOf(account);
  }

  /** Learns how long the account has been sending, where its messages were not counted so far. */
  void begin(Candidate any, Supplier<Optional<Instant>> sendsSince) {
    SendCountStore.Key key = accountKey();
    if (cap.warmUp().isEmpty() || !count(any, key).isEmpty()) {
      return;
    }
    sendsSince
        .get()
        .map(since -> LocalDate.ofInstant(since, limits.zone()).toEpochDay())
        .filter(since -> since < today())
        .ifPresent(since -> present.put(key, new SendCount(List.of(new SendCount.Tick(since, 0)))));
  }

  private long today() {
    return LocalDate.ofInstant(now, limits.zone()).toEpochDay();
  }

  /** What a message waits for, and until when; empty when it may go now. */
  Optional<Deferred> held(Candidate candidate) {
    if (candidate.repeats()) {
      return Optional.empty(); // Soon nobody could tell any more whether it arrived.
    }
    Map<SendingLimit, TimeRule> rules = rules(candidate);
    return candidate
        .behind()
        .or(() -> TimeRule.first(rules, now).map(wait -> spread(candidate, rules, wait)))
        .map(wait ->
            new Deferred(candidate.id(), wait, wait.limit().sentence(wait.until(), limits.zone())));
  }

  /**
   * The same for all messages of a conversation, so that they keep their order. What has waited for
   * this limit before goes in front of what comes new.
   */
  private static TimeRule.Wait spread(
      Candidate candidate, Map<SendingLimit, TimeRule> rules, TimeRule.Wait wait) {
    if (!wait.limit().isShared() || candidate.limitedBy().equals(Optional.of(wait.limit()))) {
      return wait;
    }
    Instant later =
        wait.until()
            .plusSeconds(Math.floorMod(candidate.conversationId().hashCode(), SPREAD_SECONDS));
    return TimeRule.first(rules, later).orElse(new TimeRule.Wait(wait.limit(), later));
  }

  private Map<SendingLimit, TimeRule> rules(Candidate candidate) {
    Map<SendingLimit, TimeRule> rules = new EnumMap<>(SendingLimit.class);
    Purpose purpose = candidate.purpose();
    SendingRules wanted = limits.rules();
    if (purpose == Purpose.OUTREACH || (purpose == Purpose.RESPONSE && wanted.answersWait())) {
      limits
          .quiet()
          .ifPresent(hours ->
              rules.put(
                  SendingLimit.QUIET_HOURS,
                  TimeRule.outside(
                      hours, zones.of(candidate.region(), limits.zone()), limits.zone())));
    }
    if (isOutreach(candidate)) {
      wanted
          .frequency()
          .ifPresent(often ->
              rules.put(
                  SendingLimit.FREQUENCY_CAP,
                  TimeRule.rolling(
                      often.messages(), often.window(), count(candidate, personKey(candidate)))));
    }
    if (purpose.isAutomated()) {
      if (!cap.saysNothing()) {
        rules.put(
            SendingLimit.DAILY_CAP,
            TimeRule.daily(cap, count(candidate, accountKey()), limits.zone()));
      }
      wanted
          .between()
          .filter(pause -> candidate.attempts() == 0) // Its own first attempt is no other message.
          .ifPresent(pause ->
              rules.put(
                  SendingLimit.PERSON_PACE,
                  TimeRule.rolling(1, pause, count(candidate, pairKey(candidate)))));
    }
    told.filter(each -> isOutsideOfWindow(candidate, each))
        .ifPresent(each ->
            rules.put(
                SendingLimit.CARRIER_LIMIT,
                TimeRule.unlessCounted(
                    count(candidate, poolPersonKey(candidate)),
                    DAY,
                    TimeRule.rolling(each.people(), DAY.plus(HOUR), count(candidate, poolKey())))));
    return rules;
  }

  /** Counts a message that goes now. */
  void count(Candidate candidate) {
    SendingRules wanted = limits.rules();
    if (!cap.saysNothing()) {
      SendCount more = count(candidate, accountKey()).plusDay(today());
      add(candidate, accountKey(), more, DispatchStore.NEVER);
    }
    if (isOutreach(candidate) && wanted.frequency().isPresent()) {
      add(candidate, personKey(candidate), Duration.ofDays(FrequencyCap.MOST_DAYS));
    }
    wanted.between().ifPresent(pause -> add(candidate, pairKey(candidate), pause));
    told.filter(each -> isOutsideOfWindow(candidate, each))
        .filter(each ->
            count(candidate, poolPersonKey(candidate)).after(now.minus(DAY).toEpochMilli()) == 0)
        .ifPresent(each -> {
          add(candidate, poolPersonKey(candidate), DAY);
          long hour = now.toEpochMilli() - Math.floorMod(now.toEpochMilli(), HOUR.toMillis());
          Instant forget = now.minus(DAY.plus(HOUR));
          add(
              candidate,
              poolKey(),
              count(candidate, poolKey()).plus(hour, forget.toEpochMilli()),
              now.plus(DAY.plus(HOUR)));
        });
  }

  private void add(Candidate candidate, SendCountStore.Key key, Duration span) {
    SendCount more = count(candidate, key).plus(now.toEpochMilli(), now.minus(span).toEpochMilli());
    add(candidate, key, more, now.plus(span));
  }

  private void add(Candidate candidate, SendCountStore.Key key, SendCount more, Instant expiresAt) {
    count(candidate, key);
    present.put(key, more);
    changes.put(key, new Change(before.getOrDefault(key, ""), more.text(), expiresAt));
  }

  /** What the turn adds, in the order of its keys. */
  SortedMap<SendCountStore.Key, Change> changes() {
    return changes;
  }

  private SendCount count(Candidate candidate, SendCountStore.Key key) {
    String stored = candidate.counts().getOrDefault(key, "");
    before.putIfAbsent(key, stored);
    return present.computeIfAbsent(key, ignored -> SendCount.of(stored));
  }

  /** One message is one contact, however often it is tried. */
  private static boolean isOutreach(Candidate candidate) {
    return candidate.purpose() == Purpose.OUTREACH && candidate.attempts() == 0;
  }

  private boolean isOutsideOfWindow(Candidate candidate, CarrierLimits.Told limit) {
    return limit
        .free()
        .flatMap(length -> candidate.lastInboundAt().map(wrote -> wrote.plus(length)))
        .filter(now::isBefore)
        .isEmpty();
  }

  private SendCountStore.Key accountKey() {
    return new SendCountStore.Key(SendCountStore.ACCOUNT, account.toString());
  }

  private static SendCountStore.Key personKey(Candidate candidate) {
    return new SendCountStore.Key(SendCountStore.PERSON, candidate.leadId().toString());
  }

  private SendCountStore.Key pairKey(Candidate candidate) {
    return new SendCountStore.Key(scopes.pair(), candidate.recipientKey());
  }

  private SendCountStore.Key poolPersonKey(Candidate candidate) {
    return new SendCountStore.Key(scopes.pool(), candidate.recipientKey());
  }

  private SendCountStore.Key poolKey() {
    return new SendCountStore.Key(scopes.pool(), SendCountStore.ALL);
  }
}
