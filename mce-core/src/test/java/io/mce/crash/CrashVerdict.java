package io.mce.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a campaign came through its crashes: nothing accepted twice, nobody skipped, every doubt
 * listed and none without a reason, and the engine's word equal to the remote's.
 *
 * @param accepted how many the engine says were accepted
 * @param unknown how many the engine lists as in doubt
 * @param cancelled how many it cancelled because they waited in a copy
 * @param duplicates what the remote took more than once
 * @param skipped who got nothing and is not listed as in doubt either
 * @param disagreements where engine and journal contradict each other
 * @param doubts what is in doubt and should not be
 */
record CrashVerdict(
    int accepted,
    int unknown,
    int cancelled,
    List<String> duplicates,
    List<String> skipped,
    List<String> disagreements,
    List<String> doubts) {

  CrashVerdict {
    duplicates = List.copyOf(duplicates);
    skipped = List.copyOf(skipped);
    disagreements = List.copyOf(disagreements);
    doubts = List.copyOf(doubts);
  }

  /** Judges. */
  static CrashVerdict of(CrashEvidence evidence) {
    List<StoredDispatch> dispatches = evidence.dispatches();
    return new CrashVerdict(
        (int) dispatches.stream().filter(StoredDispatch::isAccepted).count(),
        (int) dispatches.stream().filter(StoredDispatch::isUnknown).count(),
        (int) dispatches.stream().filter(evidence::mayBeLeftOut).count(),
        duplicates(evidence),
        skipped(evidence),
        disagreements(evidence),
        doubts(evidence));
  }

  /** Everything that is wrong, a sentence each. */
  List<String> problems() {
    return Stream.of(duplicates, skipped, disagreements, doubts).flatMap(List::stream).toList();
  }

  private static List<String> duplicates(CrashEvidence evidence) {
    Map<String, String> dedupKeys =
        evidence.dispatches().stream()
            .collect(
                Collectors.toMap(
                    StoredDispatch::messageId, StoredDispatch::dedupKey, (one, other) -> one));
    return Stream.of(
            repeated(evidence, "message ", Acceptance::messageId),
            repeated(
                evidence,
                "dedup key ",
                each -> dedupKeys.getOrDefault(each.messageId(), each.messageId())),
            repeated(evidence, "recipient ", Acceptance::to))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> repeated(
      CrashEvidence evidence, String what, Function<Acceptance, String> key) {
    Map<String, Long> counts =
        evidence.journal().stream().collect(Collectors.groupingBy(key, Collectors.counting()));
    return counts.entrySet().stream()
        .filter(each -> each.getValue() > 1)
        .map(each -> what + each.getKey() + " was accepted " + each.getValue() + " times")
        .sorted()
        .toList();
  }

  private static List<String> skipped(CrashEvidence evidence) {
    List<String> skipped = new ArrayList<>();
    Set<String> written = new HashSet<>();
    for (StoredDispatch dispatch : evidence.dispatches()) {
      written.add(dispatch.leadId());
      if (!dispatch.isAccepted() && !dispatch.isUnknown() && !evidence.mayBeLeftOut(dispatch)) {
        skipped.add("message " + dispatch.messageId() + " is left " + dispatch.state());
      }
    }
    if (written.size() != evidence.audience()) {
      skipped.add(written.size() + " of " + evidence.audience() + " people have a message");
    }
    if (evidence.dispatches().size() != written.size()) {
      skipped.add(evidence.dispatches().size() + " messages for " + written.size() + " people");
    }
    return skipped;
  }

  private static List<String> disagreements(CrashEvidence evidence) {
    List<String> disagreements = new ArrayList<>();
    Map<String, List<Acceptance>> taken =
        evidence.journal().stream().collect(Collectors.groupingBy(Acceptance::messageId));
    Set<String> known = new HashSet<>();
    for (StoredDispatch dispatch : evidence.dispatches()) {
      known.add(dispatch.messageId());
      List<Acceptance> acceptances = taken.getOrDefault(dispatch.messageId(), List.of());
      if (dispatch.isAccepted() && acceptances.isEmpty()) {
        disagreements.add(
            "message %s is %s and the remote never took it"
                .formatted(dispatch.messageId(), dispatch.state()));
      }
      if (!dispatch.isAccepted()
          && !dispatch.isUnknown()
          && !evidence.mayBeLeftOut(dispatch)
          && !acceptances.isEmpty()) {
        disagreements.add(
            "message %s is %s and the remote took it"
                .formatted(dispatch.messageId(), dispatch.state()));
      }
      if (dispatch.isAccepted()
          && acceptances.stream().noneMatch(a -> dispatch.remoteIds().contains(a.remoteId()))) {
        disagreements.add(
            "message %s is known to the remote under another id than %s"
                .formatted(dispatch.messageId(), dispatch.remoteIds()));
      }
    }
    taken.keySet().stream()
        .filter(id -> !known.contains(id))
        .map(id -> "the remote took message " + id + ", which the engine does not know")
        .forEach(disagreements::add);
    long unknown = evidence.dispatches().stream().filter(StoredDispatch::isUnknown).count();
    if (unknown != evidence.listed()) {
      disagreements.add(
          unknown + " messages are in doubt and " + evidence.listed() + " are listed");
    }
    return disagreements;
  }

  private static List<String> doubts(CrashEvidence evidence) {
    return evidence.dispatches().stream()
        .filter(StoredDispatch::isUnknown)
        .flatMap(dispatch ->
            switch (evidence.mode()) {
              case CAN_BE_ASKED ->
                  Stream.of("message " + dispatch.messageId() + " could have been asked for");
              case CANNOT_BE_ASKED ->
                  Stream.of("message " + dispatch.messageId() + " was in no crash")
                      .filter(doubt -> !evidence.inFlight().contains(dispatch.messageId()));
            })
        .toList();
  }
}
