package io.mce.ingestion;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a delivery of a source. */
public record DeliveryId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static DeliveryId of(String text) {
    return new DeliveryId(Ids.parse("delivery", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
