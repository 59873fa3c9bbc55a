package io.mce.crash;

/** What an engine does wrong, so that the proof has something to find. */
enum Mistake {
  /** Nothing. */
  NONE,
  /** It sends again, without asking, what was SENDING when an engine died. */
  RESENDS_BLINDLY,
  /** It takes every copy of its database for the original. */
  TRUSTS_COPIES
}
