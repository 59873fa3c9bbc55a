package io.mce.ingestion;

import java.util.List;

/**
 * What became of a delivery.
 *
 * @param repeated whether it had been taken before; the results are those of then, without problems
 * @param results what became of each lead, in order
 */
public record HookReceipt(boolean repeated, List<IntakeResult> results) {

  /** Copies the results. */
  public HookReceipt {
    results = List.copyOf(results);
  }
}
