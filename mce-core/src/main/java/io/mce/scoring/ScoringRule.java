package io.mce.scoring;

import io.mce.lead.Lead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What something about a lead is worth.
 *
 * @param when what it looks at
 * @param field which field of the lead, where it looks at one: {@code name}, {@code phone}, {@code
 *     email}, {@code company}, or a key of the metadata
 * @param values any of which will do, where it compares (of sources none: all that no rule names);
 *     upper and lower case are the same
 * @param within how soon an answer must come, for {@link When#REPLIED_WITHIN}
 * @param times how often it counts at most, for what a lead does again and again
 * @param points what it adds, or takes: -100 to 100, not 0
 * @param halfLife after how long it is worth half, for what a lead does; empty: it stays
 */
public record ScoringRule(
    When when,
    Optional<String> field,
    List<String> values,
    Optional<Duration> within,
    Optional<Integer> times,
    int points,
    Optional<Duration> halfLife) {

  /** Copies the values. */
  public ScoringRule {
    values = List.copyOf(values);
  }

  /** What a rule can look at. */
  public enum When {
    /** The lead came from one of these sources. */
    SOURCE(Group.SOURCE),
    /** A field of the lead is known. */
    KNOWN(Group.PROFILE),
    /** A field of the lead is one of these values. */
    EQUALS(Group.PROFILE),
    /** A field of the lead contains one of these texts. */
    CONTAINS(Group.PROFILE),
    /** The lead has one of these tags. */
    TAG(Group.PROFILE),
    /** The lead has one of these statuses. */
    STATUS(Group.PROFILE),
    /** Each time the lead wrote to us. */
    WROTE(Group.ENGAGEMENT),
    /** Each time the lead called us or took a call. */
    CALLED(Group.ENGAGEMENT),
    /** Each time the lead followed a link. */
    CLICKED(Group.ENGAGEMENT),
    /** The lead answered a message of ours within a time. */
    REPLIED_WITHIN(Group.ENGAGEMENT),
    /** The lead did anything of this at all, lately: give it a half-life. */
    ACTIVE(Group.RECENCY);

    private final Group group;

    When(Group group) {
      this.group = group;
    }

    /** Returns with which others its points are limited. */
    public Group group() {
      return group;
    }
  }

  /** Rules whose points can be limited together. */
  public enum Group {
    SOURCE,
    PROFILE,
    ENGAGEMENT,
    RECENCY
  }

  /** A rule that needs nothing more said. */
  static ScoringRule of(When when, int points, String... values) {
    return new ScoringRule(
        when,
        Optional.empty(),
        List.of(values),
        Optional.empty(),
        Optional.empty(),
        points,
        Optional.empty());
  }

  /** Tells whether the rule is about sources that are not named. */
  boolean isOtherSource() {
    return when == When.SOURCE && values.isEmpty();
  }

  boolean names(String source) {
    return isNamed(source);
  }

  /** Works out what the rule is worth; 0 where it does not fit. */
  int worth(Lead lead, Engagement engagement, Instant now) {
    return switch (when) {
      case SOURCE -> isNamed(lead.source()) ? points : 0;
      case KNOWN -> value(lead).isPresent() ? points : 0;
      case EQUALS -> value(lead).filter(this::isNamed).isPresent() ? points : 0;
      case CONTAINS -> value(lead).filter(this::isIn).isPresent() ? points : 0;
      case TAG -> lead.tags().stream().anyMatch(this::isNamed) ? points : 0;
      case STATUS -> isNamed(lead.status().name()) ? points : 0;
      case WROTE, CALLED, CLICKED -> repeated(engagement.of(when.name()), now);
      case REPLIED_WITHIN ->
          engagement
              .quickest()
              .filter(quickest -> quickest.after().compareTo(within.orElseThrow()) <= 0)
              .map(quickest -> decayed(points, quickest.at(), now))
              .orElse(0);
      case ACTIVE -> engagement.lastAt().map(at -> decayed(points, at, now)).orElse(0);
    };
  }

  private int repeated(Optional<Engagement.Count> count, Instant now) {
    return count.map(each -> decayed(counted(each) * points, each.lastAt(), now)).orElse(0);
  }

  private int counted(Engagement.Count count) {
    return (int) Math.min(times.orElse(1), count.times());
  }

  private int decayed(int worth, Instant since, Instant now) {
    if (halfLife.isEmpty()) {
      return worth;
    }
    double passed = Math.max(0, Duration.between(since, now).toMillis());
    return (int) Math.floor(worth * Math.pow(0.5, passed / halfLife.get().toMillis()));
  }

  /** Says the rule in words, as a line of a score shows it. */
  String text(Lead lead, Engagement engagement) {
    String named = String.join(", ", values);
    String what = field.map(name -> name.toLowerCase(Locale.ROOT)).orElse("");
    String said =
        switch (when) {
          case SOURCE -> "Came from " + lead.source();
          case KNOWN -> "The " + what + " is known";
          case EQUALS -> "The " + what + " is " + named;
          case CONTAINS -> "The " + what + " contains " + named;
          case TAG -> "Tagged " + named;
          case STATUS -> "Is " + lead.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
          case WROTE -> "Wrote to us" + often(engagement);
          case CALLED -> "Called us" + often(engagement);
          case CLICKED -> "Followed a link" + often(engagement);
          case REPLIED_WITHIN -> "Replied within " + spoken(within.orElseThrow());
          case ACTIVE -> "Was active";
        };
    String fades = halfLife.map(half -> ", worth half every " + spoken(half)).orElse("");
    return cut(said + fades);
  }

  private String often(Engagement engagement) {
    int counted = engagement.of(when.name()).map(this::counted).orElse(0);
    return counted > 1 ? " " + counted + " times" : "";
  }

  private static String cut(String text) {
    return text.length() <= Scoring.MAX_TEXT ? text : text.substring(0, Scoring.MAX_TEXT);
  }

  private static String spoken(Duration duration) {
    if (duration.toHours() % 24 == 0) {
      return duration.toDays() + (duration.toDays() == 1 ? " day" : " days");
    }
    return duration.toMinutes() % 60 == 0
        ? duration.toHours() + " h"
        : duration.toMinutes() + " min";
  }

  private Optional<String> value(Lead lead) {
    String name = field.orElse("");
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "name" -> Optional.of(lead.name()).filter(text -> !text.isBlank());
      case "phone" -> lead.phone().map(phone -> phone.e164());
      case "email" -> lead.email().map(email -> email.address());
      case "company" -> lead.company();
      default ->
          lead.metadata().entrySet().stream()
              .filter(entry -> entry.getKey().equalsIgnoreCase(name))
              .map(Map.Entry::getValue)
              .filter(text -> !text.isBlank())
              .findFirst();
    };
  }

  private boolean isNamed(String text) {
    return values.stream().anyMatch(each -> each.strip().equalsIgnoreCase(text.strip()));
  }

  private boolean isIn(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    return values.stream().anyMatch(each -> low.contains(each.strip().toLowerCase(Locale.ROOT)));
  }
}
