package io.mce.channel;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** A limit that makes a message wait. Its name is the reason that the dispatch shows meanwhile. */
public enum SendingLimit {
  /** It is night at the recipient's. */
  QUIET_HOURS("Waits for the end of the quiet hours at the recipient's"),
  /** The person was written to as often as is allowed in some days. */
  FREQUENCY_CAP("Waits because the person got as many messages as are allowed"),
  /** The account has sent as much as it may on one day. */
  DAILY_CAP("Waits because the account has sent as much as it may today"),
  /** The person has just been written to by the account. */
  PERSON_PACE("Waits because the person has just been written to"),
  /** The carrier lets the account write to no more new people. */
  CARRIER_LIMIT("Waits because the carrier allows no more new people within a day");

  private static final String MINUTE = "d MMM yyyy HH:mm";

  private final String sentence;

  SendingLimit(String sentence) {
    this.sentence = sentence;
  }

  /** Whether so many messages may come free at one moment that they should not go in one second. */
  boolean isShared() {
    return this == QUIET_HOURS || this == DAILY_CAP || this == CARRIER_LIMIT;
  }

  /** Tells whether a reason of a dispatch is a limit that it waits for. */
  public static boolean isOne(String reason) {
    return Arrays.stream(values()).anyMatch(limit -> limit.name().equals(reason));
  }

  /** Says for people what a message waits for, and until when by the clock of a zone. */
  String sentence(Instant until, ZoneId zone) {
    String clock = zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    String minute = DateTimeFormatter.ofPattern(MINUTE, Locale.ENGLISH).format(until.atZone(zone));
    return "%s, until %s (%s).".formatted(sentence, minute, clock);
  }
}
