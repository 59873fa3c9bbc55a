package io.mce.note;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What came of a call, a meeting or a message. */
public enum NoteOutcome {
  /** The lead picked up, or wrote back. */
  ANSWERED(true, true, NoteKind.CALL, NoteKind.MESSAGE),
  NO_ANSWER(true, false, NoteKind.CALL, NoteKind.MESSAGE),
  /** We spoke to a machine, or to somebody who passes it on. */
  LEFT_MESSAGE(true, false, NoteKind.CALL),
  /** The number is somebody else's; the lead heard nothing of us. */
  WRONG_NUMBER(false, false, NoteKind.CALL),
  TOOK_PLACE(true, true, NoteKind.MEETING),
  /** The lead did not come. */
  NO_SHOW(false, false, NoteKind.MEETING),
  /** It was called off, or put off. */
  CANCELLED(false, false, NoteKind.MEETING);

  private final boolean contact;
  private final boolean answered;
  private final Set<NoteKind> kinds;

  NoteOutcome(boolean contact, boolean answered, NoteKind first, NoteKind... more) {
    this.contact = contact;
    this.answered = answered;
    this.kinds = Collections.unmodifiableSet(EnumSet.of(first, more));
  }

  /** Tells whether we were in touch with the lead, or the lead will hear of it. */
  public boolean isContact() {
    return contact;
  }

  /** Tells whether the lead took part. */
  public boolean isAnswered() {
    return answered;
  }

  /** Tells whether such a thing can end like this. */
  public boolean fits(NoteKind kind) {
    return kinds.contains(kind);
  }

  /** Returns how such a thing can end. */
  public static List<NoteOutcome> of(NoteKind kind) {
    return Arrays.stream(values()).filter(each -> each.fits(kind)).toList();
  }
}
