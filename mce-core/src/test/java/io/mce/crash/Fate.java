package io.mce.crash;

/** What befalls an engine. */
enum Fate {
  /** It is killed, and started again. */
  KILLED,
  /** It is stopped until its leases have ended, and goes on as if nothing had been. */
  FROZEN,
  /** It is killed, and started again on a copy of its database that was taken before. */
  OLDER_COPY,
  /** Its campaign is paused, it is killed while nothing goes out, and the campaign is resumed. */
  PAUSED
}
