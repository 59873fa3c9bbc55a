package io.mce.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A verdict that cannot fail proves nothing: each way to go wrong, made by hand. */
final class CrashVerdictTest {

  private final List<Acceptance> journal = new ArrayList<>();
  private final List<StoredDispatch> dispatches = new ArrayList<>();
  private int concealed;

  @Test
  void all_accepted_once_holds() {
    accepted("m1", "r1");
    accepted("m2", "r2");
    CrashVerdict verdict = judge(2, RemoteMode.CAN_BE_ASKED);
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.accepted()).isEqualTo(2);
    assertThat(verdict.unknown()).isZero();
  }

  @Test
  void a_listed_doubt_holds_where_nobody_can_be_asked() {
    accepted("m1", "r1");
    stored("m2", "UNKNOWN");
    taken("m2", "r2");
    stored("m3", "UNKNOWN");
    CrashVerdict verdict = judge(3, RemoteMode.CANNOT_BE_ASKED, "m2", "m3");
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.unknown()).isEqualTo(2);
  }

  @Test
  void a_doubt_that_could_have_been_settled_is_a_problem() {
    stored("m1", "UNKNOWN");
    assertThat(judge(1, RemoteMode.CAN_BE_ASKED, "m1").doubts()).hasSize(1);
  }

  @Test
  void a_doubt_that_no_crash_explains_is_a_problem() {
    stored("m1", "UNKNOWN");
    assertThat(judge(1, RemoteMode.CANNOT_BE_ASKED).doubts()).hasSize(1);
  }

  @Test
  void a_message_accepted_twice_is_a_duplicate() {
    accepted("m1", "r1");
    taken("m1", "r2");
    assertThat(judge(1, RemoteMode.CAN_BE_ASKED).duplicates())
        .anyMatch(each -> each.startsWith("message m1"))
        .anyMatch(each -> each.startsWith("dedup key key-m1"))
        .anyMatch(each -> each.startsWith("recipient"));
  }

  @Test
  void two_messages_for_one_dedup_key_are_a_duplicate() {
    accepted("m1", "r1");
    journal.add(new Acceptance("m2", "r2", "+15550002"));
    dispatches.add(new StoredDispatch("m2", "key-m1", "lead-m2", "ACCEPTED", Set.of("r2")));
    assertThat(judge(2, RemoteMode.CAN_BE_ASKED).duplicates())
        .containsExactly("dedup key key-m1 was accepted 2 times");
  }

  @Test
  void two_messages_to_one_person_are_a_duplicate() {
    accepted("m1", "r1");
    journal.add(new Acceptance("m2", "r2", "to-m1"));
    dispatches.add(new StoredDispatch("m2", "key-m2", "lead-m1", "ACCEPTED", Set.of("r2")));
    CrashVerdict verdict = judge(1, RemoteMode.CAN_BE_ASKED);
    assertThat(verdict.duplicates()).containsExactly("recipient to-m1 was accepted 2 times");
    assertThat(verdict.skipped()).containsExactly("2 messages for 1 people");
  }

  @Test
  void someone_without_a_message_was_skipped() {
    accepted("m1", "r1");
    assertThat(judge(2, RemoteMode.CAN_BE_ASKED).skipped())
        .containsExactly("1 of 2 people have a message");
  }

  @Test
  void a_message_left_behind_was_skipped() {
    for (String state : List.of("QUEUED", "SENDING", "FAILED", "CANCELLED")) {
      dispatches.clear();
      stored("m1", state);
      assertThat(judge(1, RemoteMode.CAN_BE_ASKED, "m1").skipped())
          .containsExactly("message m1 is left " + state);
    }
  }

  @Test
  void accepted_by_the_engine_alone_is_a_disagreement() {
    stored("m1", "ACCEPTED", "r1");
    assertThat(judge(1, RemoteMode.CAN_BE_ASKED).disagreements()).isNotEmpty();
  }

  @Test
  void accepted_under_another_remote_id_is_a_disagreement() {
    stored("m1", "ACCEPTED", "r9");
    taken("m1", "r1");
    assertThat(judge(1, RemoteMode.CAN_BE_ASKED).disagreements()).hasSize(1);
  }

  @Test
  void accepted_by_the_remote_and_failed_in_the_engine_is_a_disagreement() {
    stored("m1", "FAILED");
    taken("m1", "r1");
    assertThat(judge(1, RemoteMode.CAN_BE_ASKED).disagreements()).hasSize(1);
  }

  @Test
  void a_message_of_which_the_engine_knows_nothing_is_a_disagreement() {
    accepted("m1", "r1");
    taken("m2", "r2");
    assertThat(judge(1, RemoteMode.CAN_BE_ASKED).disagreements()).hasSize(1);
  }

  @Test
  void a_doubt_that_is_not_listed_is_a_disagreement() {
    stored("m1", "UNKNOWN");
    concealed = 1;
    assertThat(judge(1, RemoteMode.CANNOT_BE_ASKED, "m1").disagreements())
        .containsExactly("1 messages are in doubt and 0 are listed");
  }

  private int listed() {
    return (int) dispatches.stream().filter(StoredDispatch::isUnknown).count() - concealed;
  }

  private void accepted(String messageId, String remoteId) {
    stored(messageId, "ACCEPTED", remoteId);
    taken(messageId, remoteId);
  }

  private void stored(String messageId, String state, String... remoteIds) {
    dispatches.add(
        new StoredDispatch(
            messageId, "key-" + messageId, "lead-" + messageId, state, Set.of(remoteIds)));
  }

  private void taken(String messageId, String remoteId) {
    journal.add(new Acceptance(messageId, remoteId, "to-" + messageId));
  }

  private CrashVerdict judge(int audience, RemoteMode mode, String... inFlight) {
    return CrashVerdict.of(
        new CrashEvidence(audience, mode, journal, dispatches, Set.of(inFlight), listed()));
  }
}
