package io.mce.field;

import java.util.List;
import java.util.Optional;

/**
 * An edit of a custom field: what is absent stays as it is. Key, type and currency never change,
 * because the values that leads have would mean something else.
 *
 * @param choices all choices from now on; values that are no longer among them stay with the leads
 * @param position its new place among the fields that are not archived, from 0
 */
public record CustomFieldChange(
    Optional<String> label,
    Optional<List<String>> choices,
    Optional<Boolean> required,
    Optional<Boolean> sensitive,
    Optional<Integer> position) {

  /** An edit that changes nothing yet. */
  public static CustomFieldChange none() {
    return new CustomFieldChange(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with another label. */
  public CustomFieldChange label(String value) {
    return new CustomFieldChange(Optional.of(value), choices, required, sensitive, position);
  }

  /** The same with these choices. */
  public CustomFieldChange choices(List<String> value) {
    return new CustomFieldChange(
        label, Optional.of(List.copyOf(value)), required, sensitive, position);
  }

  /** The same, required or not. */
  public CustomFieldChange required(boolean value) {
    return new CustomFieldChange(label, choices, Optional.of(value), sensitive, position);
  }

  /** The same, sensitive or not. */
  public CustomFieldChange sensitive(boolean value) {
    return new CustomFieldChange(label, choices, required, Optional.of(value), position);
  }

  /** The same at another place. */
  public CustomFieldChange position(int value) {
    return new CustomFieldChange(label, choices, required, sensitive, Optional.of(value));
  }
}
