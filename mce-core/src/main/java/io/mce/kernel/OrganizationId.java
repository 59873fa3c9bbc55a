package io.mce.kernel;

import java.util.UUID;

/** Identifies an organization, the unit of isolation: no row is reachable without one. */
public record OrganizationId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws MceException NOT_FOUND when the text is no id, so that a malformed and an unknown id
   *     look alike
   */
  public static OrganizationId of(String text) {
    return new OrganizationId(Ids.parse("organization", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
