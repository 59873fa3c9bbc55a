package io.mce.assignment;

import io.mce.kernel.PhoneNumbers;
import io.mce.lead.Lead;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that is so for a lead or is not. Upper and lower case are the same.
 *
 * @param field what it looks at
 * @param key which field of the metadata, where it looks at one
 * @param values any of which will do; at least one
 */
public record AssignmentCondition(Field field, Optional<String> key, List<String> values) {

  private static final String LANGUAGE_KEY = "language";
  private static final String CITY_KEY = "city";

  /** Copies the values. */
  public AssignmentCondition {
    values = List.copyOf(values);
  }

  /** What a condition can look at. */
  public enum Field {
    /**
     * The language in the metadata (under {@code language} unless another key is named); without
     * one, the preferred language of the organization. {@code pt} is also {@code pt-BR}.
     */
    LANGUAGE,
    /** The country of the phone number, such as BR. */
    COUNTRY,
    /** The city in the metadata (under {@code city} unless another key is named). */
    CITY,
    /** Where the lead came from first, by name. */
    SOURCE,
    /** What the lead is interested in, by the id of the project. */
    PROJECT,
    /** Any other field of the metadata; its key must be named. */
    METADATA
  }

  boolean holds(Lead lead, List<String> languages) {
    return switch (field) {
      case LANGUAGE ->
          metadata(lead, key.orElse(LANGUAGE_KEY))
              .or(() -> languages.stream().findFirst())
              .filter(this::isLanguage)
              .isPresent();
      case COUNTRY -> lead.phone().flatMap(PhoneNumbers::region).filter(this::isNamed).isPresent();
      case CITY -> metadata(lead, key.orElse(CITY_KEY)).filter(this::isNamed).isPresent();
      case SOURCE -> isNamed(lead.source());
      case PROJECT -> lead.project().map(Object::toString).filter(this::isNamed).isPresent();
      case METADATA -> metadata(lead, key.orElse("")).filter(this::isNamed).isPresent();
    };
  }

  private boolean isNamed(String value) {
    return values.stream().anyMatch(each -> each.strip().equalsIgnoreCase(value.strip()));
  }

  private boolean isLanguage(String value) {
    String spoken = value.strip().toLowerCase(Locale.ROOT);
    return values.stream()
        .map(each -> each.strip().toLowerCase(Locale.ROOT))
        .anyMatch(each -> spoken.equals(each) || spoken.startsWith(each + "-"));
  }

  private static Optional<String> metadata(Lead lead, String key) {
    return lead.metadata().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(key) && !entry.getValue().isBlank())
        .map(java.util.Map.Entry::getValue)
        .findFirst();
  }
}
