package io.mce.campaign;

import io.mce.kernel.Ids;
import io.mce.kernel.TypedId;
import java.util.UUID;

/** Identifies a campaign. */
public record CampaignId(UUID value) implements TypedId {

  /**
   * Reads the canonical text form.
   *
   * @throws io.mce.kernel.MceException NOT_FOUND when the text is no id
   */
  public static CampaignId of(String text) {
    return new CampaignId(Ids.parse("campaign", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
