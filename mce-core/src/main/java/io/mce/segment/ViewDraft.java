package io.mce.segment;

import java.util.Optional;

/** A view as someone saves it; see {@link SavedView}. */
public record ViewDraft(
    ViewLook look, Optional<SegmentId> segment, boolean shared, boolean pinned) {

  /** A private view of the list. */
  public static ViewDraft of(ViewLook look) {
    return new ViewDraft(look, Optional.empty(), false, false);
  }

  /** The same of a segment. */
  public ViewDraft segment(SegmentId wanted) {
    return new ViewDraft(look, Optional.of(wanted), shared, pinned);
  }

  /** The same for everybody of the organization. */
  public ViewDraft forEverybody() {
    return new ViewDraft(look, segment, true, pinned);
  }
}
