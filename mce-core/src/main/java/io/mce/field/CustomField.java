package io.mce.field;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something an organization wants to know of its leads.
 *
 * @param key under which values stand in a lead's metadata; never changes
 * @param label what people read
 * @param choices what a CHOICE or MULTI_CHOICE is taken from; empty for other types
 * @param currency ISO 4217 code of what a MONEY is in; absent for other types
 * @param required a lead without it is incomplete; it is taken in all the same
 * @param sensitive values are kept sealed only: they cannot be filtered or sorted by
 * @param position place in the list, from 0
 * @param archivedAt since when it is no longer offered; the values stay with the leads
 * @param version grows with every change
 */
public record CustomField(
    CustomFieldId id,
    String key,
    String label,
    FieldType type,
    List<String> choices,
    Optional<String> currency,
    boolean required,
    boolean sensitive,
    int position,
    Optional<Instant> archivedAt,
    Instant createdAt,
    Instant changedAt,
    long version) {

  /** Copies the choices. */
  public CustomField {
    choices = List.copyOf(choices);
  }

  /** Tells whether it is no longer offered. */
  public boolean isArchived() {
    return archivedAt.isPresent();
  }

  /** Tells whether leads can be found by it; by a phone only whether there is one. */
  public boolean isIndexed() {
    return !isArchived() && !sensitive;
  }

  /** The same after a change; empty where the change says nothing. */
  CustomField with(CustomFieldChange change) {
    return new CustomField(
        id,
        key,
        change.label().orElse(label),
        type,
        change.choices().orElse(choices),
        currency,
        change.required().orElse(required),
        change.sensitive().orElse(sensitive),
        change.position().orElse(position),
        archivedAt,
        createdAt,
        changedAt,
        version);
  }

  /** The same, archived since then or back. */
  CustomField archived(Optional<Instant> since) {
    return new CustomField(
        id, key, label, type, choices, currency, required, sensitive, position, since, createdAt,
        changedAt, version);
  }
}
