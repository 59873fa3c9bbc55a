package io.mce.lead;

import java.util.List;

/** Opens the reading of drafts to the fuzzing of parsers. */
public final class DraftFuzz {

  private DraftFuzz() {}

  /** Reads a draft as every intake does. */
  public static DraftCheck read(LeadDraft draft, String region) {
    return DraftReader.read(draft, TypedFields.of(List.of(), region));
  }
}
