package io.mce.lead;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What becomes of two values of one field. A value always wins over none. */
public enum MergeStrategy {
  /** The one known longest stays. */
  OLDEST,
  /** The one that came last replaces it. */
  NEWEST,
  /** The one with more characters; of equally long ones the one known longest. */
  LONGEST,
  /** Numbers are added up; what is no number stays as with {@link #OLDEST}. */
  SUM,
  /** All different values side by side, separated by {@code "; "}. */
  UNION;

  private static final String SEPARATOR = "; ";
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(?:\\.\\d{1,9})?");

  /** Joins two values of a field, neither of them blank. */
  String join(String older, String newer) {
    return switch (this) {
      case OLDEST -> older;
      case NEWEST -> newer;
      case LONGEST -> newer.length() > older.length() ? newer : older;
      case SUM ->
          number(older).isPresent() && number(newer).isPresent()
              ? number(older).get().add(number(newer).get()).toPlainString()
              : older;
      case UNION -> {
        Set<String> all = new LinkedHashSet<>(Arrays.asList(older.split(SEPARATOR, -1)));
        all.addAll(Arrays.asList(newer.split(SEPARATOR, -1)));
        String joined = String.join(SEPARATOR, all);
        // A value that grows without end helps nobody.
        yield joined.length() > DraftReader.MAX_VALUE ? older : joined;
      }
    };
  }

  private static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text.strip()).matches()
        ? Optional.of(new BigDecimal(text.strip()))
        : Optional.empty();
  }
}
