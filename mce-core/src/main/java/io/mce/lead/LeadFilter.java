package io.mce.lead;

import io.mce.spi.Internal;
import java.util.List;
import java.util.Map;

/**
 * A condition on leads in SQL, put together from constant parts, its values bound; for the features
 * above leads. In it {@code l} is the lead, and every table is tied to the organization.
 *
 * @param condition joined to others by and
 * @param values by the names under which the condition has them
 * @param lists the same for lists
 * @param candidates selects of lead ids, each of which finds at least every lead that fits
 * @param place what tells lists of leads with this condition from others; a page of one does not go
 *     on in another
 */
@Internal
public record LeadFilter(
    String condition,
    Map<String, Object> values,
    Map<String, List<String>> lists,
    List<String> candidates,
    String place) {

  /** Every lead. */
  public static final LeadFilter NONE = new LeadFilter("1 = 1", Map.of(), Map.of(), List.of(), "");

  /** Stands between name and company in the search key, and nowhere else. */
  public static final String COMPANY_MARK = String.valueOf(Folding.SEPARATOR);

  /** Copies the collections. */
  public LeadFilter {
    values = Map.copyOf(values);
    lists = Map.copyOf(lists);
    candidates = List.copyOf(candidates);
  }

  /** Tells whether it leaves nobody out. */
  public boolean isNone() {
    return condition.equals(NONE.condition);
  }

  /** Returns what {@code like ... escape '!'} takes for a text as the search key has it. */
  public static String literal(String text) {
    return Folding.literal(Folding.fold(text));
  }

  /** Returns what {@code like ... escape '!'} takes for a text as it is. */
  public static String exactly(String text) {
    return Folding.literal(text);
  }

  /** The condition only: the values may be personal. */
  @Override
  public String toString() {
    return "LeadFilter[" + condition + "]";
  }
}
