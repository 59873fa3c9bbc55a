package io.mce.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DispatchStateTest {

  private static final int LONGEST = 5;

  @Test
  void reports_in_any_order_and_repetition_end_in_the_same_state() {
    Map<Map<DispatchState, Boolean>, DispatchState> ends = new HashMap<>();
    int sequences = 0;
    for (List<DispatchState> reports : sequences()) {
      DispatchState end = DispatchState.SENDING;
      Map<DispatchState, Boolean> said = new EnumMap<>(DispatchState.class);
      for (DispatchState report : reports) {
        end = end.join(report);
        said.put(report, true);
      }
      DispatchState before = ends.putIfAbsent(said, end);
      assertThat(end).as("%s", reports).isEqualTo(before == null ? end : before);
      sequences++;
    }
    // 9 states: 9 + 9^2 + ... + 9^5 sequences, 9 over 1 + ... + 9 over 5 sets of reports.
    assertThat(sequences).isEqualTo(66_429);
    assertThat(ends).hasSize(9 + 36 + 84 + 126 + 126);
  }

  /** All sequences of one to five reports. */
  private static List<List<DispatchState>> sequences() {
    List<List<DispatchState>> all = new ArrayList<>();
    List<List<DispatchState>> longest = List.of(List.of());
    for (int length = 1; length <= LONGEST; length++) {
      List<List<DispatchState>> longer = new ArrayList<>();
      for (List<DispatchState> sequence : longest) {
        for (DispatchState state : DispatchState.values()) {
          List<DispatchState> next = new ArrayList<>(sequence);
          next.add(state);
          longer.add(next);
        }
      }
      all.addAll(longer);
      longest = longer;
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, SENT, SENT",
    "SENT, FAILED, FAILED",
    "ACCEPTED, FAILED, FAILED",
    "DELIVERED, FAILED, DELIVERED",
    "READ, FAILED, READ",
    "READ, DELIVERED, READ",
    "DELIVERED, SENT, DELIVERED",
    "UNKNOWN, ACCEPTED, ACCEPTED",
    "UNKNOWN, FAILED, FAILED",
    "CANCELLED, DELIVERED, DELIVERED",
    "SENDING, UNKNOWN, UNKNOWN"
  })
  void of_two_reports_the_stronger_wins(DispatchState one, DispatchState other, DispatchState end) {
    assertThat(one.join(other)).isEqualTo(end);
    assertThat(other.join(one)).isEqualTo(end);
  }
}
