package io.mce.segment;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mce.kernel.MceException;
import io.mce.lead.LeadFilter;
import io.mce.persistence.Json;
import io.mce.spi.Internal;
import java.time.Instant;
import java.util.Map;

/**
 * The conditions of a segment. Its form in JSON is an object with {@code version} 1 and one
 * condition, such as {@code {"version": 1, "all": [{"status": {"in": ["NEW"]}}, {"not": {"score":
 * {"min": 50}}}]}}; each condition is an object with one key. Immutable.
 */
public record SegmentDefinition(LeadCondition where) {

  /** The version of the form. */
  public static final int VERSION = 1;

  /** The deepest nesting. */
  public static final int MOST_LEVELS = 8;

  /** How many conditions there may be, groups not counted. */
  public static final int MOST_CONDITIONS = 50;

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /** Refuses what is too deep or too long. */
  public SegmentDefinition {
    ConditionReader.requireBounds(where);
  }

  /**
   * Reads the form in JSON, as maps, lists, texts, numbers and truths.
   *
   * @throws MceException INVALID that names the path of what is wrong, such as {@code
   *     all[2].not.score.min}
   */
  public static SegmentDefinition of(Map<String, ?> json) {
    return ConditionReader.definition(json);
  }

  /** Returns the conditions as a filter on leads, its times counted back from a moment. */
  @Internal
  public LeadFilter filter(Instant now) {
    return ConditionSql.of(this, now);
  }

  /** Returns the form in JSON, which {@link #of} reads. */
  public Map<String, Object> json() {
    return ConditionWriter.definition(this);
  }

  /** Reads what {@link #text} wrote. */
  public static SegmentDefinition read(String stored) {
    return of(Json.read(stored, OBJECT));
  }

  /** Returns the form in which it is stored. */
  public String text() {
    return Json.write(json());
  }
}
