package io.mce.field;

import java.util.List;
import java.util.Optional;

/**
 * A custom field to create.
 *
 * @param key under which values are to stand in a lead's metadata; absent: made of the label
 */
public record CustomFieldDraft(
    Optional<String> key,
    String label,
    FieldType type,
    List<String> choices,
    Optional<String> currency,
    boolean required,
    boolean sensitive) {

  /** Copies the choices. */
  public CustomFieldDraft {
    choices = List.copyOf(choices);
  }

  /** A field of this type, neither required nor sensitive. */
  public static CustomFieldDraft of(String label, FieldType type) {
    return new CustomFieldDraft(
        Optional.empty(), label, type, List.of(), Optional.empty(), false, false);
  }

  /** The same under a key of its own. */
  public CustomFieldDraft key(String value) {
    return new CustomFieldDraft(
        Optional.of(value), label, type, choices, currency, required, sensitive);
  }

  /** The same with these choices. */
  public CustomFieldDraft choices(String... values) {
    return new CustomFieldDraft(key, label, type, List.of(values), currency, required, sensitive);
  }

  /** The same in a currency. */
  public CustomFieldDraft currency(String code) {
    return new CustomFieldDraft(key, label, type, choices, Optional.of(code), required, sensitive);
  }

  /** The same, required. */
  public CustomFieldDraft asRequired() {
    return new CustomFieldDraft(key, label, type, choices, currency, true, sensitive);
  }

  /** The same, sensitive. */
  public CustomFieldDraft asSensitive() {
    return new CustomFieldDraft(key, label, type, choices, currency, required, true);
  }
}
