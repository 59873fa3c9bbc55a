package io.mce.channel;

/** What an engine does wrong, so that a proof has something to find. */
public enum SendMistake {
  /** Nothing. */
  NONE,
  /** It sends again, without asking, what was SENDING when an engine died. */
  RESENDS_BLINDLY,
  /** It sends what it has claimed however long ago that was. */
  SENDS_LATE,
  /** It takes every copy of its database for the original. */
  TRUSTS_COPIES
}
