package io.mce.event;

import io.mce.kernel.TypedId;
import java.util.Optional;
import java.util.UUID;

/**
 * What an event is about.
 *
 * @param type word of the field: "lead", "campaign"
 * @param id its id
 */
public record Subject(String type, String id) {

  /** The type of those subjects that are people outside the organization. */
  private static final String PERSON = "lead";

  /** A subject with a typed id. */
  public static Subject of(String type, TypedId id) {
    return new Subject(type, id.value().toString());
  }

  /** Returns the id of the person outside the organization that this is, if it is one. */
  public Optional<UUID> person() {
    return type.equals(PERSON) ? Optional.of(UUID.fromString(id)) : Optional.empty();
  }

  @Override
  public String toString() {
    return type + ":" + id;
  }
}
