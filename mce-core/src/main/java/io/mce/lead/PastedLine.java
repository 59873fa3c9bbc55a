package io.mce.lead;

import java.util.Optional;

/**
 * What became of one line of a pasted list.
 *
 * @param line counts the lines from 1
 * @param problem what is wrong with it, as a sentence that does not quote it
 */
public record PastedLine(int line, Verdict verdict, Optional<String> problem) {

  /** What a line was. */
  public enum Verdict {
    /** The address is not written to from now on. */
    ADDED,
    /** It was on the list before. */
    KNOWN,
    /** An earlier line has it. */
    REPEATED,
    /** It is no address. */
    INVALID
  }
}
