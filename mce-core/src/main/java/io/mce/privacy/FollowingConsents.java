package io.mce.privacy;

import io.mce.kernel.Actor;
import io.mce.kernel.FollowingData;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Consents of persons who turned out to be one. All records are theirs; where the two disagree, a
 * new record says the stricter of the two: a consent holds only if neither had refused it, and no
 * longer than the shorter one. What only one of them was asked for stays as that one said.
 */
final class FollowingConsents implements FollowingData {

  private static final String GIVEN = "given:";
  private static final String ADDED = "added:";
  private static final String KNOWN = "known:";
  private static final String SOURCE = "merge of two leads";

  private final ConsentStore store;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  FollowingConsents(ConsentStore store, Clock clock, IdGenerator ids) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
  }

  private record Subject(String purpose, String channel) {}

  @Override
  public String name() {
    return "consents";
  }

  @Override
  public List<String> join(Actor actor, UUID from, UUID into) {
    OrganizationId organizationId = actor.organizationId();
    List<Consent> merged = store.of(organizationId, from);
    List<Consent> own = store.of(organizationId, into);
    Map<Subject, Consent> one = current(own);
    Map<Subject, Consent> other = current(merged);
    List<String> joined = new ArrayList<>();
    merged.forEach(consent -> joined.add(GIVEN + consent.id()));
    own.forEach(consent -> joined.add(KNOWN + consent.id()));
    store.give(organizationId, merged.stream().map(Consent::id).toList(), into);
    Map<Subject, Consent> both = current(store.of(organizationId, into));
    Instant now = clock.instant();
    for (Map.Entry<Subject, Consent> each : both.entrySet()) {
      stricter(actor, each.getKey(), each.getValue(), one, other, now)
          .ifPresent(consent -> {
            store.insert(organizationId, into, consent);
            joined.add(ADDED + consent.id());
          });
    }
    return joined;
  }

  /** Returns the record that is missing so that the newest one allows no more than either did. */
  private Optional<Consent> stricter(
      Actor actor,
      Subject subject,
      Consent newest,
      Map<Subject, Consent> one,
      Map<Subject, Consent> other,
      Instant now) {
    List<Consent> said = new ArrayList<>();
    for (Map<Subject, Consent> side : List.of(one, other)) {
      Consent own = side.get(subject);
      // Who refused every channel refused this one, unless they said otherwise about it.
      Consent general = side.get(new Subject(subject.purpose(), Suppressions.ALL_CHANNELS));
      if (own != null) {
        said.add(own);
      } else if (general != null && !general.holdsAt(now)) {
        said.add(general);
      }
    }
    if (!newest.holdsAt(now)) {
      return Optional.empty();
    }
    if (said.stream().anyMatch(each -> !each.holdsAt(now))) {
      return Optional.of(record(actor, subject, ConsentStatus.REVOKED, Optional.empty(), now));
    }
    Optional<Instant> end =
        said.stream().flatMap(each -> each.expiresAt().stream()).min(Instant::compareTo);
    return end.equals(newest.expiresAt())
        ? Optional.empty()
        : Optional.of(record(actor, subject, ConsentStatus.GRANTED, end, now));
  }

  private Consent record(
      Actor actor, Subject subject, ConsentStatus status, Optional<Instant> end, Instant now) {
    return new Consent(
        new ConsentId(ids.next()),
        subject.purpose(),
        subject.channel(),
        status,
        SOURCE,
        actor.kind() + ":" + actor.id(),
        now,
        end);
  }

  private static Map<Subject, Consent> current(List<Consent> newestFirst) {
    Map<Subject, Consent> current = new LinkedHashMap<>();
    newestFirst.forEach(
        each -> current.putIfAbsent(new Subject(each.purpose(), each.channel()), each));
    return current;
  }

  @Override
  public void part(Actor actor, UUID from, UUID into, List<String> joined) {
    OrganizationId organizationId = actor.organizationId();
    Set<ConsentId> given = ids(joined, GIVEN);
    Set<ConsentId> added = ids(joined, ADDED);
    Set<ConsentId> before = ids(joined, KNOWN);
    before.addAll(given);
    before.addAll(added);
    List<Consent> now = store.of(organizationId, into);
    store.delete(organizationId, List.copyOf(added));
    store.give(organizationId, List.copyOf(given), from);
    Instant at = clock.instant();
    current(now)
        .forEach((subject, consent) -> {
          if (!before.contains(consent.id()) && !consent.holdsAt(at)) {
            store.insert(
                organizationId,
                from,
                record(actor, subject, ConsentStatus.REVOKED, Optional.empty(), at));
          }
        });
  }

  private static Set<ConsentId> ids(List<String> joined, String kind) {
    Set<ConsentId> ids = new LinkedHashSet<>();
    joined.stream()
        .filter(each -> each.startsWith(kind))
        .forEach(each -> ids.add(new ConsentId(UUID.fromString(each.substring(kind.length())))));
    return ids;
  }
}
