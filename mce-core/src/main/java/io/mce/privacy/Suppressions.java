package io.mce.privacy;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.privacy.SuppressionStore.Position;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one owner of opt-outs and do-not-contact. A suppression is kept by organization, channel and
 * match key, not by lead: it survives erasure, merge and re-import. Thread-safe; each command is
 * one transaction and joins an open one.
 */
public final class Suppressions {

  /** Stands for every channel. */
  public static final String ALL_CHANNELS = "*";

  /** The reason where an erased person had opted out. */
  @Internal public static final String OPTED_OUT = "OPTED_OUT";

  /** The reason where a person wrote STOP or the like. */
  @Internal public static final String STOP = "STOP";

  /** The reason where a carrier says that a person wants no messages. */
  @Internal public static final String CARRIER = "CARRIER";

  static final Set<String> OWN_WISHES = Set.of(STOP, CARRIER, OPTED_OUT);

  private static final Position START = new Position(Long.MAX_VALUE, "", "");

  private static final Pattern CHANNEL = Pattern.compile("\\*|[A-Z][A-Z0-9_]{1,39}");
  private static final Pattern KEY = Pattern.compile("[\\w-]{1,100}");
  private static final int MAX_REASON = 200;

  private final Database database;
  private final SuppressionStore store;
  private final Events events;
  private final Clock clock;

  @Inject
  Suppressions(Database database, SuppressionStore store, Events events, Clock clock) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Forbids writing to a recipient. Repeating it changes nothing; the first reason stays, unless
   * others gave it and this one is the person's own wish.
   *
   * @param channel the medium ({@code WHATSAPP}, {@code SMS}) or {@link #ALL_CHANNELS}
   * @param matchKey keyed hash of the recipient's address
   * @param reason a word for reports, such as {@code STOP}; never personal data
   */
  public void suppress(Actor actor, String channel, String matchKey, String reason) {
    actor.require(Permission.LEAD_WRITE);
    suppressAll(actor, channel, List.of(matchKey), reason);
  }

  /** Does the same for many recipients; returns those who could be written to before. */
  @Internal
  public Set<String> suppressAll(
      Actor actor, String channel, Collection<String> matchKeys, String reason) {
    actor.require(Permission.LEAD_WRITE);
    matchKeys.forEach(matchKey -> requireValid(channel, matchKey));
    if (reason.isBlank() || reason.length() > MAX_REASON) {
      throw MceException.invalid(
          "reason", "A suppression needs a reason of at most " + MAX_REASON + " characters.");
    }
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          List<String> keys = matchKeys.stream().distinct().sorted().toList();
          if (OWN_WISHES.contains(reason)) {
            strengthen(actor, channel, keys, reason);
          }
          Set<String> added =
              store.insertAll(
                  actor.organizationId(),
                  channel,
                  keys,
                  reason,
                  actor.kind().name(),
                  clock.instant());
          added.forEach(
              matchKey -> events.append(actor, new RecipientSuppressed(channel, matchKey)));
          return added;
        });
  }

  /** What others set becomes the person's own wish, which only their consent takes back. */
  private void strengthen(Actor actor, String channel, List<String> keys, String ownWish) {
    OrganizationId organizationId = actor.organizationId();
    Map<String, Suppression> weaker =
        of(organizationId, keys).stream()
            .filter(each -> each.channel().equals(channel) && !each.isOwnWish())
            .collect(Collectors.toMap(Suppression::matchKey, each -> each));
    for (String key : keys) {
      Suppression before = weaker.get(key);
      if (before != null
          && store.strengthen(organizationId, channel, key, ownWish, actor.kind().name())) {
        events.append(
            actor,
            new RecipientSuppressed(channel, key),
            Changes.NONE.with("suppressedFor", before.reason(), ownWish));
      }
    }
  }

  /**
   * Allows writing to a recipient again. Lifts this channel's suppression only: one of {@link
   * #ALL_CHANNELS} stays until it is lifted itself. Does nothing when there is none.
   */
  public void lift(Actor actor, String channel, String matchKey) {
    actor.require(Permission.LEAD_WRITE);
    requireValid(channel, matchKey);
    liftOne(actor, channel, matchKey);
  }

  /** Does the same, and tells whether there was one. */
  @Internal
  public boolean liftOne(Actor actor, String channel, String matchKey) {
    return liftOne(actor, channel, matchKey, Changes.NONE);
  }

  /**
   * Does the same.
   *
   * @param why what the audit trail says beside it
   */
  @Internal
  public boolean liftOne(Actor actor, String channel, String matchKey, Changes why) {
    actor.require(Permission.LEAD_WRITE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          boolean lifted = store.delete(actor.organizationId(), channel, matchKey);
          if (lifted) {
            events.append(actor, new SuppressionLifted(channel, matchKey), why);
          }
          return lifted;
        });
  }

  /**
   * A recipient takes an opt-out back: lifts this channel's suppression, and the one of all
   * channels that an erasure left of an earlier opt-out. What people set stays.
   */
  @Internal
  public void optIn(Actor actor, String channel, String matchKey) {
    lift(actor, channel, matchKey);
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          boolean left =
              store.of(actor.organizationId(), Set.of(matchKey)).stream()
                  .anyMatch(each ->
                      each.channel().equals(ALL_CHANNELS) && each.reason().equals(OPTED_OUT));
          if (left) {
            liftOne(actor, ALL_CHANNELS, matchKey);
          }
        });
  }

  /** Returns a page of all suppressions, the newest first. */
  @Internal
  public Page<Suppression> list(OrganizationId organizationId, PageRequest page) {
    Position before =
        page.cursor(3)
            .map(cursor -> {
              if (!CHANNEL.matcher(cursor.values().get(1)).matches()
                  || !KEY.matcher(cursor.values().get(2)).matches()) {
                throw MceException.invalid("cursor", "The cursor is not one of this list.");
              }
              return new Position(cursor.longAt(0), cursor.values().get(1), cursor.values().get(2));
            })
            .orElse(START);
    return Page.of(
        store.newest(organizationId, before, page.limit() + 1),
        page.limit(),
        each -> Cursor.of(each.createdAt().toEpochMilli(), each.channel(), each.matchKey()));
  }

  /** Whether a text from outside may be a match key. */
  @Internal
  public static boolean isMatchKey(String text) {
    return KEY.matcher(text).matches();
  }

  /** Returns what is suppressed for these recipients, on whatever channels. */
  @Internal
  public List<Suppression> of(OrganizationId organizationId, Collection<String> matchKeys) {
    return matchKeys.isEmpty() ? List.of() : store.of(organizationId, matchKeys);
  }

  /** Tells whether a recipient must not be written to on this channel. */
  @Internal
  public boolean isSuppressed(OrganizationId organizationId, String channel, String matchKey) {
    return !suppressedAmong(organizationId, channel, Set.of(matchKey)).isEmpty();
  }

  /** Returns those of the recipients who must not be written to on this channel; one query. */
  @Internal
  public Set<String> suppressedAmong(
      OrganizationId organizationId, String channel, Collection<String> matchKeys) {
    return matchKeys.isEmpty()
        ? Set.of()
        : store.suppressedAmong(organizationId, channel, matchKeys);
  }

  /** Refuses what does not name a channel. */
  @Internal
  public static void requireChannel(String channel) {
    if (!CHANNEL.matcher(channel).matches()) {
      throw MceException.invalid(
          "channel", "A channel is named in capitals, such as SMS, or * for all.");
    }
  }

  private static void requireValid(String channel, String matchKey) {
    requireChannel(channel);
    if (matchKey.isBlank()) {
      throw MceException.invalid("matchKey", "A suppression needs the recipient's match key.");
    }
  }
}
