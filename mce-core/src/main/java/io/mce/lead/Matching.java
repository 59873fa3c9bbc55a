package io.mce.lead;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom a draft is about. A phone number, a channel id or a source's own id belongs to one lead; the
 * phone decides where they disagree. An e-mail address decides only where the draft or the lead has
 * no phone number: two phones with one address may be two people.
 */
final class Matching {

  private final Map<String, Candidate> byUniqueName = new HashMap<>();
  private final Map<String, LinkedHashSet<Candidate>> byEmail = new HashMap<>();

  /** Makes a candidate findable by these names. */
  void add(Candidate candidate, Iterable<Identifier> names) {
    for (Identifier name : names) {
      add(candidate, name.kind(), name.matchKey());
    }
  }

  void add(Candidate candidate, IdentifierKind kind, String matchKey) {
    if (kind.isUnique()) {
      byUniqueName.putIfAbsent(matchKey, candidate);
    } else {
      byEmail.computeIfAbsent(matchKey, key -> new LinkedHashSet<>()).add(candidate);
    }
  }

  /** Returns the lead that is known by one of these names, the surest of which comes first. */
  Optional<Candidate> find(List<Identifier> names) {
    boolean hasPhone = names.stream().anyMatch(name -> name.kind() == IdentifierKind.PHONE);
    for (Identifier name : names) {
      Optional<Candidate> found =
          name.kind().isUnique()
              ? Optional.ofNullable(byUniqueName.get(name.matchKey()))
              : oldest(name.matchKey(), hasPhone);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns those names that no other lead has. */
  List<Identifier> free(List<Identifier> names, Candidate candidate) {
    List<Identifier> free = new ArrayList<>(names.size());
    for (Identifier name : names) {
      Candidate owner = name.kind().isUnique() ? byUniqueName.get(name.matchKey()) : null;
      if (owner == null || owner == candidate) {
        free.add(name);
      }
    }
    return free;
  }

  private Optional<Candidate> oldest(String emailKey, boolean draftHasPhone) {
    LinkedHashSet<Candidate> sharing = byEmail.get(emailKey);
    if (sharing == null) {
      return Optional.empty();
    }
    return sharing.stream()
        .filter(candidate -> !draftHasPhone || !candidate.hasPhone())
        .min(Comparator.comparing(candidate -> candidate.lead().id().toString()));
  }
}
