package io.mce.segment;

import io.mce.field.CustomFieldId;
import io.mce.kernel.MceException;
import io.mce.lead.LeadStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a saved view shows, and how.
 *
 * @param filters of the list: status, source, minScore, tag, owner, project. What was searched for
 *     is not saved, because it may be somebody's name or number
 * @param definition conditions of the view's own
 * @param columns in order; empty: the usual ones. A custom field is {@code field:} and its id
 * @param sort as the list has it; empty: newest first
 */
public record ViewLook(
    String name,
    Map<String, String> filters,
    Optional<SegmentDefinition> definition,
    List<String> columns,
    Optional<String> sort) {

  private static final Pattern SCORE = Pattern.compile("\\d{1,3}");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Set<String> SORTS = Set.of("-createdAt", "createdAt", "-score", "name");
  private static final Set<String> COLUMNS =
      Set.of(
          "name",
          "phone",
          "email",
          "company",
          "project",
          "source",
          "status",
          "score",
          "owner",
          "tags",
          "createdAt",
          "updatedAt",
          "automation");
  private static final String FIELD = "field:";
  private static final int MOST_COLUMNS = 20;
  private static final int MOST_NAME = 100;
  private static final int MOST_VALUE = 200;

  /** Copies the collections and refuses what is no look. */
  public ViewLook {
    name = name.strip();
    filters = Map.copyOf(filters);
    columns = List.copyOf(columns);
    if (name.isEmpty() || name.length() > MOST_NAME) {
      throw MceException.invalid("name", "The name must have 1 to " + MOST_NAME + " characters.");
    }
    filters.forEach(ViewLook::requireFilter);
    if (!columns.stream().allMatch(ViewLook::isColumn)
        || columns.size() > MOST_COLUMNS
        || Set.copyOf(columns).size() != columns.size()) {
      throw MceException.invalid(
          "columns",
          "The columns are name, phone, email, company, project, source, status, score, owner,"
              + " tags, createdAt, updatedAt, automation and field:ID for a custom field, each once,"
              + " 20 at most.");
    }
    if (sort.filter(word -> !SORTS.contains(word)).isPresent()) {
      throw MceException.invalid("sort", "Sort by -createdAt, createdAt, -score or name.");
    }
  }

  private static boolean isColumn(String column) {
    return COLUMNS.contains(column)
        || (column.startsWith(FIELD) && ID.matcher(column.substring(FIELD.length())).matches());
  }

  /** The custom fields among the columns. */
  List<CustomFieldId> fields() {
    return columns.stream()
        .filter(column -> column.startsWith(FIELD))
        .map(column -> CustomFieldId.of(column.substring(FIELD.length())))
        .toList();
  }

  private static void requireFilter(String filter, String value) {
    boolean fits =
        switch (filter) {
          case "status" ->
              Arrays.stream(LeadStatus.values()).anyMatch(each -> each.name().equals(value));
          case "minScore" -> SCORE.matcher(value).matches();
          case "owner", "project" -> ID.matcher(value).matches();
          case "source", "tag" -> !value.isBlank() && value.length() <= MOST_VALUE;
          default -> false;
        };
    if (!fits) {
      throw MceException.invalid(
          "filters",
          "A view can have the filters status, source, minScore, tag, owner and project, written as"
              + " in the list of leads.");
    }
  }

  /** A look at the whole list. */
  public static ViewLook of(String name) {
    return new ViewLook(name, Map.of(), Optional.empty(), List.of(), Optional.empty());
  }

  /** The form in which it is stored. */
  record Stored(
      String name,
      Map<String, String> filters,
      Optional<Map<String, Object>> definition,
      List<String> columns,
      Optional<String> sort) {

    static Stored of(ViewLook look) {
      return new Stored(
          look.name,
          new LinkedHashMap<>(look.filters),
          look.definition.map(SegmentDefinition::json),
          look.columns,
          look.sort);
    }

    ViewLook look() {
      return new ViewLook(name, filters, definition.map(SegmentDefinition::of), columns, sort);
    }
  }
}
