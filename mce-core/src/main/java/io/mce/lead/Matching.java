package io.mce.lead;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom drafts are about. Drafts and leads that share a phone number, a channel id or a source's own
 * id are one person, through however many others; a draft with the names of two people says that
 * they are one. An e-mail address may be shared: alone it means who came with nothing surer either,
 * beside a surer name it means nobody. So the order in which drafts come changes nothing about who
 * is one with whom.
 */
final class Matching {

  /** Stands in front of an e-mail address that means a person by itself. */
  private static final char ALONE = '@';

  private final boolean emailsLink;
  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, LinkedHashSet<Candidate>> known = new LinkedHashMap<>();

  /**
   * Starts without anybody.
   *
   * @param emailsLink whether an e-mail address is one person's, like a phone number
   */
  Matching(boolean emailsLink) {
    this.emailsLink = emailsLink;
  }

  /** Says that these names came together. */
  void draft(List<Identifier> names) {
    String first = null;
    for (String key : keys(names)) {
      String root = root(key);
      if (first == null) {
        first = root;
      } else {
        first = link(first, root);
      }
    }
  }

  private Set<String> keys(List<Identifier> names) {
    Set<String> keys = new LinkedHashSet<>();
    for (Identifier name : names) {
      if (links(name.kind())) {
        keys.add(name.matchKey());
      }
    }
    if (keys.isEmpty()) {
      names.forEach(name -> keys.add(ALONE + name.matchKey()));
    }
    return keys;
  }

  private boolean links(IdentifierKind kind) {
    return emailsLink || kind.isUnique();
  }

  /** Adds somebody who is there already, after all drafts are. */
  void lead(Candidate candidate, List<StoredIdentifier> names) {
    boolean surely = names.stream().anyMatch(name -> links(name.kind()));
    for (StoredIdentifier name : names) {
      if (links(name.kind())) {
        add(name.matchKey(), candidate);
      } else if (name.decides() || !surely) {
        add(ALONE + name.matchKey(), candidate);
      }
    }
  }

  private void add(String key, Candidate candidate) {
    if (parents.containsKey(key)) {
      known.computeIfAbsent(key, each -> new LinkedHashSet<>()).add(candidate);
    }
  }

  /** Returns who should be one, each time several leads with the one that stays in front. */
  List<List<Candidate>> several() {
    return groups().values().stream().filter(group -> group.size() > 1).toList();
  }

  /** Returns who each draft is about, by any of its names' roots. */
  Map<String, Candidate> persons() {
    Map<String, Candidate> persons = new HashMap<>();
    groups().forEach((root, group) -> persons.put(root, group.getFirst()));
    return persons;
  }

  /**
   * Returns whose one of these names is already, the surest name first: where people said that two
   * are not one, a draft with names of both is about the first of them.
   */
  Optional<Candidate> owner(List<Identifier> names) {
    for (Identifier name : names) {
      Optional<Candidate> owner = owner(name);
      if (owner.isPresent()) {
        return owner;
      }
    }
    return Optional.empty();
  }

  private Optional<Candidate> owner(Identifier name) {
    return links(name.kind())
        ? oldest(known.getOrDefault(name.matchKey(), new LinkedHashSet<>()))
        : Optional.empty();
  }

  /** Returns those names that are nobody else's. */
  List<Identifier> free(List<Identifier> names, Candidate candidate) {
    return names.stream()
        .filter(name -> !name.kind().isUnique() || owner(name).orElse(candidate).equals(candidate))
        .toList();
  }

  private Map<String, List<Candidate>> groups() {
    // A lead may link names that came apart.
    Map<Candidate, String> first = new LinkedHashMap<>();
    known.forEach((key, candidates) -> {
      if (key.charAt(0) != ALONE) {
        candidates.forEach(candidate -> {
          String other = first.putIfAbsent(candidate, key);
          if (other != null) {
            link(root(other), root(key));
          }
        });
      }
    });
    Map<String, LinkedHashSet<Candidate>> byRoot = new LinkedHashMap<>();
    known.forEach((key, candidates) -> {
      if (key.charAt(0) == ALONE) {
        // Two leads with one address stay two: a person decides.
        oldest(candidates)
            .ifPresent(
                each -> byRoot.computeIfAbsent(root(key), root -> new LinkedHashSet<>()).add(each));
      } else {
        byRoot.computeIfAbsent(root(key), root -> new LinkedHashSet<>()).addAll(candidates);
      }
    });
    Map<String, List<Candidate>> groups = new LinkedHashMap<>();
    byRoot.forEach((root, group) -> groups.put(root, group.stream().sorted(staying()).toList()));
    return groups;
  }

  /** Who is not deleted stays, then who was first. */
  private static Comparator<Candidate> staying() {
    return Comparator.comparing(Candidate::wasDeleted)
        .thenComparing(candidate -> candidate.lead().id().toString());
  }

  private static Optional<Candidate> oldest(Set<Candidate> candidates) {
    return candidates.stream().min(staying());
  }

  /** Returns what is the same for all drafts about one person. */
  String root(List<Identifier> names) {
    return root(new TreeSet<>(keys(names)).first());
  }

  private String root(String key) {
    String parent = parents.computeIfAbsent(key, each -> each);
    while (!parent.equals(key)) {
      String further = parents.getOrDefault(parent, parent);
      parents.put(key, further);
      key = parent;
      parent = further;
    }
    return key;
  }

  private String link(String one, String other) {
    if (!one.equals(other)) {
      parents.put(other, one);
    }
    return one;
  }
}
