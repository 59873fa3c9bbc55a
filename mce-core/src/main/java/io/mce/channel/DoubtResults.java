package io.mce.channel;

import io.mce.kernel.ErrorCode;
import java.util.List;

/**
 * What became of one decision about many messages.
 *
 * @param done about how many it was made
 * @param refusals about which it was not, and why
 */
public record DoubtResults(int done, List<Refusal> refusals) {

  /**
   * A message about which nothing was decided.
   *
   * @param code CONFLICT when more is known of it by now; WRONG_STATE when this cannot be decided
   *     about it, or not yet; NOT_FOUND
   * @param detail the same as a sentence
   */
  public record Refusal(DispatchId dispatchId, ErrorCode code, String detail) {}

  /** Copies the refusals. */
  public DoubtResults {
    refusals = List.copyOf(refusals);
  }
}
