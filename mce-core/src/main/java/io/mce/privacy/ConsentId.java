package io.mce.privacy;

import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies one record of a consent. */
public record ConsentId(UUID value) implements TypedId {

  @Override
  public String toString() {
    return value.toString();
  }
}
