package io.mce.event;

import io.mce.kernel.TypedId;

/**
 * What an event is about.
 *
 * @param type word of the field: "lead", "campaign"
 * @param id its id
 */
public record Subject(String type, String id) {

  /** A subject with a typed id. */
  public static Subject of(String type, TypedId id) {
    return new Subject(type, id.value().toString());
  }

  @Override
  public String toString() {
    return type + ":" + id;
  }
}
