package io.mce.privacy;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.DataKind;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.kernel.RetainedData;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * How long an organization keeps data of each kind; a daily job removes what is older and tells how
 * much. Thread-safe; each command is one transaction.
 */
public final class RetentionPolicies {

  private final Database database;
  private final RetentionStore store;
  private final Map<String, DataKind> kinds = new TreeMap<>();
  private final Events events;
  private final Clock clock;

  @Inject
  RetentionPolicies(
      Database database,
      RetentionStore store,
      Set<RetainedData> retained,
      Events events,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.clock = clock;
    for (RetainedData each : retained) {
      DataKind before = kinds.putIfAbsent(each.kind().name(), each.kind());
      if (before != null && !before.equals(each.kind())) {
        throw new IllegalStateException("two kinds of data are called " + before.name());
      }
    }
  }

  /** Returns how long what is kept. */
  public Retention get(Actor actor) {
    actor.require(Permission.PRIVACY_MANAGE);
    return of(actor.organizationId());
  }

  /**
   * Says how long some kinds are kept; the others stay as they are.
   *
   * @param days by name of the kind; empty: until a person removes it
   * @param expectedVersion the version the person saw
   * @throws MceException INVALID with each kind that does not exist or does not allow so many days;
   *     STALE_VERSION
   */
  public Retention change(Actor actor, Map<String, OptionalInt> days, long expectedVersion) {
    actor.require(Permission.PRIVACY_MANAGE);
    requireValid(days);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          RetentionStore.Chosen before = store.find(organizationId);
          Map<String, Integer> after = new TreeMap<>(before.days());
          days.forEach((kind, each) -> after.put(kind, each.orElse(RetentionStore.FOR_GOOD)));
          if (before.version() != expectedVersion
              || !store.save(organizationId, after, expectedVersion, clock.instant())) {
            throw new MceException(
                ErrorCode.STALE_VERSION,
                "Somebody else changed this in the meantime.",
                Map.of("version", String.valueOf(before.version())));
          }
          if (!after.equals(before.days())) {
            events.append(actor, new RetentionChanged(before.days(), after));
          }
          return of(organizationId);
        });
  }

  Retention of(OrganizationId organizationId) {
    RetentionStore.Chosen chosen = store.find(organizationId);
    List<RetentionRule> rules = new ArrayList<>();
    kinds.values().forEach(kind -> rules.add(new RetentionRule(kind, days(kind, chosen.days()))));
    return new Retention(rules, chosen.version());
  }

  private static OptionalInt days(DataKind kind, Map<String, Integer> chosen) {
    if (kind.isFixed() || !chosen.containsKey(kind.name())) {
      return kind.defaultDays();
    }
    int days = chosen.getOrDefault(kind.name(), RetentionStore.FOR_GOOD);
    return days == RetentionStore.FOR_GOOD ? OptionalInt.empty() : OptionalInt.of(days);
  }

  private void requireValid(Map<String, OptionalInt> days) {
    Map<String, String> problems = new TreeMap<>();
    days.forEach((name, each) -> {
      DataKind kind = kinds.get(name);
      if (kind == null) {
        problems.put("days", "There are these kinds of data: " + kinds.keySet() + ".");
      } else if (kind.isFixed()) {
        problems.put(name, "This is always kept for " + kind.minimumDays() + " days.");
      } else if (each.isPresent() && !kind.allows(each.getAsInt())) {
        problems.put(
            name,
            "Choose %d to %d days, or none to keep it."
                .formatted(kind.minimumDays(), kind.maximumDays()));
      }
    });
    if (!problems.isEmpty()) {
      throw new MceException(ErrorCode.INVALID, String.join(" ", problems.values()), problems);
    }
  }
}
