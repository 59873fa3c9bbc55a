package io.mce.ingestion;

import io.mce.field.CustomField;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.MceException;
import io.mce.kernel.PhoneNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which column of a file holds which field of a lead.
 *
 * @param columns one entry for each column, in the order of the file
 */
public record FieldMapping(List<Column> columns) {

  private static final String CUSTOM_PREFIX = "custom.";

  /** A file may have any number of columns; a person reads the first of them. */
  private static final int MOST_LOOKED_AT = 100;

  /** By any of these a lead can be known again. */
  private static final Set<LeadField> IDENTIFYING =
      Set.of(LeadField.PHONE, LeadField.EMAIL, LeadField.EXTERNAL_ID);

  /**
   * A column.
   *
   * @param header as it stands in the file
   * @param field what it holds
   * @param key its name in the lead's metadata if the field is CUSTOM; otherwise blank
   */
  public record Column(String header, LeadField field, String key) {

    /** Returns the field as a mapping writes it: "phone", "custom.budget", "ignore". */
    public String target() {
      return field == LeadField.CUSTOM ? CUSTOM_PREFIX + key : field.key();
    }

    /** Under which name a value goes to the metadata when its field already has another one. */
    String metadataKey() {
      return key.isEmpty() ? TypedText.key(header) : key;
    }
  }

  /** Copies the columns. */
  public FieldMapping {
    columns = List.copyOf(columns);
  }

  /**
   * Guesses what each column holds by its header, in English, Portuguese, Spanish and Hindi. What
   * is not recognized goes to the metadata under the header's own name.
   */
  public static FieldMapping guess(List<String> headers) {
    return of(headers, Map.of());
  }

  /**
   * Takes what a person chose and guesses the rest.
   *
   * @param chosen header to field: "name", "firstName", "lastName", "phone", "email", "company",
   *     "source", "status", "tags", "project", "requiredProject", "externalId", "custom.any_key",
   *     "ignore"
   * @throws MceException INVALID when a header is not in the file or a field does not exist
   */
  public static FieldMapping of(List<String> headers, Map<String, String> chosen) {
    return of(headers, chosen, List.of());
  }

  /**
   * Does the same in an organization with custom fields: a header that is the name of one is its
   * column, unless it says what every lead has.
   */
  static FieldMapping of(
      List<String> headers, Map<String, String> chosen, List<CustomField> fields) {
    requireHeaders(headers, chosen.keySet());
    List<Column> columns = new ArrayList<>();
    for (String header : headers) {
      columns.add(
          choiceFor(header, chosen)
              .map(target -> column(header, target))
              .orElseGet(() -> guessed(header, fields)));
    }
    return new FieldMapping(columns);
  }

  /**
   * Refuses a file whose rows could not become leads.
   *
   * @throws MceException INVALID when no column holds anything by which a lead is known again; says
   *     so too when the first row holds a lead instead of headers
   */
  public void requireUsable() {
    problem()
        .ifPresent(problem -> {
          throw problem;
        });
  }

  /** Returns why rows could not become leads with this mapping, if they could not. */
  Optional<MceException> problem() {
    if (columns.stream().anyMatch(column -> IDENTIFYING.contains(column.field()))) {
      return Optional.empty();
    }
    String headers =
        columns.stream()
            .filter(column -> !column.header().isBlank())
            .limit(MOST_LOOKED_AT)
            .map(column -> "'" + column.header() + "'")
            .collect(Collectors.joining(", "));
    return Optional.of(
        holdsALead()
            ? MceException.invalid(
                "file",
                "The first row holds a lead where the names of the columns should be."
                    + " Add a row on top with names such as Name, Phone and Email.")
            : MceException.invalid(
                "mapping",
                "No column holds a phone number or an e-mail address. Choose it for one of the"
                    + " columns: "
                    + headers
                    + "."));
  }

  /** Returns the mapping as text, header to field, in the order of the file. */
  public Map<String, String> targets() {
    Map<String, String> targets = new LinkedHashMap<>();
    columns.forEach(column -> targets.putIfAbsent(column.header(), column.target()));
    return targets;
  }

  /** Returns the header of the column that holds this field, for messages about it. */
  public Optional<String> headerOf(LeadField field) {
    return columns.stream()
        .filter(column -> column.field() == field)
        .map(Column::header)
        .findFirst();
  }

  /** Does the same; a project that every row must name is a project. */
  Optional<String> headerFor(LeadField field) {
    return field == LeadField.PROJECT
        ? headerOf(field).or(() -> headerOf(LeadField.REQUIRED_PROJECT))
        : headerOf(field);
  }

  /** Returns the header of the column that holds this key of the metadata. */
  Optional<String> headerOfKey(String key) {
    return columns.stream()
        .filter(column -> column.field() == LeadField.CUSTOM && column.key().equals(key))
        .map(Column::header)
        .findFirst();
  }

  private static Optional<String> choiceFor(String header, Map<String, String> chosen) {
    return chosen.entrySet().stream()
        .filter(choice -> same(choice.getKey(), header))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static void requireHeaders(List<String> headers, Set<String> chosen) {
    for (String choice : chosen) {
      if (headers.stream().noneMatch(header -> same(choice, header))) {
        throw MceException.invalid(
            "mapping",
            "The file has no column '%s'. Its columns are: %s."
                .formatted(choice, String.join(", ", headers)));
      }
    }
  }

  private static boolean same(String one, String two) {
    return TypedText.clean(one).equalsIgnoreCase(TypedText.clean(two));
  }

  private static Column column(String header, String target) {
    String wanted = target.strip();
    if (wanted.regionMatches(true, 0, CUSTOM_PREFIX, 0, CUSTOM_PREFIX.length())) {
      String key = TypedText.key(wanted.substring(CUSTOM_PREFIX.length()));
      if (!key.isEmpty()) {
        return new Column(header, LeadField.CUSTOM, key);
      }
    }
    LeadField field =
        LeadField.ofKey(wanted)
            .filter(known -> known != LeadField.CUSTOM)
            .orElseThrow(() -> unknownField(target));
    return new Column(header, field, "");
  }

  private static MceException unknownField(String target) {
    String fields =
        Stream.of(LeadField.values())
            .map(field -> field == LeadField.CUSTOM ? "custom.any_key" : field.key())
            .collect(Collectors.joining(", "));
    return MceException.invalid(
        "mapping", "There is no field '%s'. The fields are: %s.".formatted(target, fields));
  }

  private static Column guessed(String header, List<CustomField> fields) {
    Optional<LeadField> field = LeadField.ofHeader(header);
    Optional<CustomField> custom = customField(header, fields);
    // Who made a field "Property" of their own means that.
    boolean isTheirs = field.filter(LeadField.PROJECT::equals).isPresent() && custom.isPresent();
    if (field.isPresent() && !isTheirs) {
      return new Column(header, field.get(), "");
    }
    if (custom.isPresent()) {
      return new Column(header, LeadField.CUSTOM, custom.get().key());
    }
    String key = TypedText.key(header);
    return key.isEmpty()
        ? new Column(header, LeadField.IGNORE, "")
        : new Column(header, LeadField.CUSTOM, key);
  }

  private static Optional<CustomField> customField(String header, List<CustomField> fields) {
    String folded = TypedText.folded(header);
    return fields.stream()
        .filter(field ->
            TypedText.folded(field.label()).equals(folded)
                || TypedText.folded(field.key()).equals(folded))
        .findFirst();
  }

  private boolean holdsALead() {
    return columns.stream()
        .map(Column::header)
        .filter(header -> !header.isBlank())
        .limit(MOST_LOOKED_AT)
        .anyMatch(header ->
            EmailAddress.parse(header).toOptional().isPresent()
                || PhoneNumbers.parse(header, "IN").toOptional().isPresent()
                || PhoneNumbers.parse("+" + header, "IN").toOptional().isPresent());
  }
}
