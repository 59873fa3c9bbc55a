package io.mce.lead;

import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.privacy.Suppression;
import io.mce.privacy.Suppressions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What two leads do not want, when they become one: a channel that is closed to one address of one
 * of them is closed to every address of both.
 */
final class MergeRefusals {

  /** What was added, to be taken back. */
  record Joined(List<String> wishes, List<KeptOriginals.Barrier> barriers) {}

  private final DoNotContactStore wishes;
  private final IdentifierStore identifiers;
  private final Suppressions suppressions;

  @Inject
  MergeRefusals(DoNotContactStore wishes, IdentifierStore identifiers, Suppressions suppressions) {
    this.wishes = wishes;
    this.identifiers = identifiers;
    this.suppressions = suppressions;
  }

  Joined join(Actor actor, LeadId survivorId, LeadId mergedId, Set<String> matchKeys) {
    OrganizationId organizationId = actor.organizationId();
    List<String> added = new ArrayList<>();
    for (DoNotContactEntry wish : wishes.of(organizationId, mergedId)) {
      if (wishes.insert(organizationId, survivorId, wish, LeadDeletion.who(actor))) {
        added.add(wish.channel());
      }
    }
    Map<String, String> closed = new LinkedHashMap<>();
    List<Suppression> present = suppressions.of(organizationId, matchKeys);
    present.forEach(each -> closed.putIfAbsent(each.channel(), each.reason()));
    for (DoNotContactEntry wish : wishes.of(organizationId, survivorId)) {
      closed.putIfAbsent(wish.channel(), DoNotContact.SET_BY_PEOPLE);
    }
    return new Joined(added, close(actor, closed, matchKeys, present));
  }

  /** Closes channels to addresses; returns what was open before. */
  private List<KeptOriginals.Barrier> close(
      Actor actor, Map<String, String> channels, Set<String> matchKeys, List<Suppression> present) {
    Set<KeptOriginals.Barrier> there =
        present.stream()
            .map(each -> new KeptOriginals.Barrier(each.channel(), each.matchKey()))
            .collect(Collectors.toSet());
    List<KeptOriginals.Barrier> added = new ArrayList<>();
    channels.forEach((channel, reason) -> {
      for (String key : new TreeSet<>(matchKeys)) {
        KeptOriginals.Barrier barrier = new KeptOriginals.Barrier(channel, key);
        if (!there.contains(barrier)) {
          suppressions.suppress(actor, channel, key, reason);
          added.add(barrier);
        }
      }
    });
    return added;
  }

  /** Takes back what the merge added; what was refused since then is refused by both. */
  void part(Actor actor, MergeStore.Stored merge, boolean restricted) {
    OrganizationId organizationId = actor.organizationId();
    Set<String> keys = new LinkedHashSet<>();
    merge.kept().names().forEach(name -> keys.add(name.matchKey()));
    identifiers
        .of(organizationId, Set.of(merge.survivorId(), merge.mergedId()))
        .values()
        .forEach(names -> names.forEach(name -> keys.add(name.matchKey())));
    Map<KeptOriginals.Barrier, Suppression> present = new HashMap<>();
    for (Suppression each : suppressions.of(organizationId, keys)) {
      present.put(new KeptOriginals.Barrier(each.channel(), each.matchKey()), each);
    }
    Map<String, String> since = new LinkedHashMap<>();
    present.values().stream()
        .filter(each -> each.createdAt().isAfter(merge.mergedAt()))
        .forEach(each -> since.putIfAbsent(each.channel(), each.reason()));
    if (!restricted) {
      for (KeptOriginals.Barrier barrier : merge.kept().barriers()) {
        Suppression there = present.get(barrier);
        if (there != null && there.createdAt().equals(merge.mergedAt())) {
          suppressions.liftOne(actor, barrier.channel(), barrier.matchKey());
          present.remove(barrier);
        }
      }
    }
    partWishes(actor, merge, restricted);
    close(actor, since, keys, List.copyOf(present.values()));
  }

  private void partWishes(Actor actor, MergeStore.Stored merge, boolean restricted) {
    OrganizationId organizationId = actor.organizationId();
    for (DoNotContactEntry wish : wishes.of(organizationId, merge.survivorId())) {
      if (merge.kept().wishes().contains(wish.channel())
          && !wish.since().isAfter(merge.mergedAt())) {
        if (!restricted) {
          wishes.delete(organizationId, merge.survivorId(), wish.channel());
        }
      } else if (wish.since().isAfter(merge.mergedAt())) {
        wishes.insert(organizationId, merge.mergedId(), wish, LeadDeletion.who(actor));
      }
    }
  }
}
