package io.mce.lead;

import java.util.Optional;
import java.util.UUID;

/** Which drafts of a file are wanted. */
public enum CaptureScope {
  /** People who are not known yet become leads, and who is known is completed. */
  CREATE_AND_UPDATE,
  /** Who was known before stays as it is. */
  CREATE_ONLY,
  /** Only who was known before is completed. */
  UPDATE_ONLY;

  /** Tells whether a draft is wanted that would come to this, in a file of this import. */
  public boolean wants(Foreseen foreseen, Optional<UUID> importId) {
    boolean isOfThisFile = importId.isPresent() && foreseen.importId().equals(importId);
    return switch (this) {
      case CREATE_AND_UPDATE -> true;
      case CREATE_ONLY -> foreseen.known().isEmpty() || isOfThisFile;
      case UPDATE_ONLY -> foreseen.known().isPresent();
    };
  }
}
