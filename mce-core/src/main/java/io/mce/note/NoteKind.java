package io.mce.note;

/** What is written down about a lead. */
public enum NoteKind {
  /** Something worth knowing. */
  NOTE(false, false),
  /** We spoke with the lead on the phone, or tried to. */
  CALL(true, true),
  /** We met the lead, or were to. */
  MEETING(true, true),
  /** We wrote to the lead in a way that the engine does not see. */
  MESSAGE(true, false);

  private final boolean interaction;
  private final boolean takesTime;

  NoteKind(boolean interaction, boolean takesTime) {
    this.interaction = interaction;
    this.takesTime = takesTime;
  }

  /** Tells whether it is about something that was done with the lead. */
  public boolean isInteraction() {
    return interaction;
  }

  /** Tells whether it lasts. */
  public boolean takesTime() {
    return takesTime;
  }
}
