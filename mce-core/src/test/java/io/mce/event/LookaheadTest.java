package io.mce.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.kernel.OrganizationId;
import org.junit.jupiter.api.Test;

final class LookaheadTest {

  private final OrganizationId organizationId =
      OrganizationId.of("0198a000-0000-7000-8000-000000000001");
  private final OrganizationId other = OrganizationId.of("0198a000-0000-7000-8000-000000000002");
  private final Lookahead lookahead = new Lookahead(() -> false);

  private CursorStore.Behind behind(long position, long head) {
    return new CursorStore.Behind(organizationId, position, head);
  }

  @Test
  void what_was_looked_through_is_not_read_again() {
    assertThat(lookahead.from(behind(3, 10))).isEqualTo(3);
    lookahead.isWorthNoting(behind(3, 10));
    assertThat(lookahead.from(behind(3, 12))).isEqualTo(10);
    assertThat(lookahead.from(behind(11, 12))).isEqualTo(11);
    assertThat(lookahead.from(new CursorStore.Behind(other, 3, 12))).isEqualTo(3);
  }

  @Test
  void a_log_that_went_back_is_read_again() {
    lookahead.isWorthNoting(behind(3, 10));
    assertThat(lookahead.from(behind(3, 9))).isEqualTo(3);
    assertThat(lookahead.from(behind(3, 12))).as("and so is what comes then").isEqualTo(3);
  }

  @Test
  void what_was_forgotten_is_read_again() {
    lookahead.isWorthNoting(behind(3, 10));
    lookahead.forget();
    assertThat(lookahead.from(behind(3, 12))).isEqualTo(3);
  }

  @Test
  void passing_over_is_noted_when_the_log_stands_still() {
    assertThat(lookahead.isWorthNoting(behind(3, 10))).isFalse();
    assertThat(lookahead.isWorthNoting(behind(3, 11))).isFalse();
    assertThat(lookahead.isWorthNoting(behind(3, 11))).isTrue();
    assertThat(lookahead.isWorthNoting(behind(11, 12))).isFalse();
  }

  @Test
  void passing_over_is_noted_when_it_is_much() {
    assertThat(lookahead.isWorthNoting(behind(0, 4_999))).isFalse();
    assertThat(lookahead.isWorthNoting(behind(0, 5_000))).isTrue();
    assertThat(lookahead.isWorthNoting(behind(5_000, 5_001))).isFalse();
  }

  @Test
  void passing_over_is_noted_at_once_where_nothing_may_be_left_for_later() {
    assertThat(new Lookahead(() -> true).isWorthNoting(behind(3, 4))).isTrue();
  }
}
