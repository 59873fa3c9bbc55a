package io.mce.campaign;

/**
 * How far a campaign is, in people, not messages.
 *
 * <p>Everyone in the audience is in exactly one of sent, queued, failed, unknown and skipped:
 * {@code audience = sent + queued + failed + unknown + skipped}. Sent, delivered and read count
 * whom at least one step reached that far: {@code read <= delivered <= sent}.
 *
 * @param audience who is enrolled
 * @param queued whose first message waits to be sent
 * @param sent of whom a carrier took at least one message
 * @param delivered whom at least one message reached
 * @param read who read at least one message, as far as carriers tell
 * @param failed whom no message reached, because sending failed for good
 * @param unknown of whom we do not know whether a carrier took the message
 * @param replied who answered after a step of this campaign, also after its last
 * @param optedOut who opted out after a step of this campaign, also after its last
 * @param skipped who is enrolled and was never sent anything: paused or gone in the meantime, or
 *     the campaign was cancelled
 */
public record CampaignStats(
    long audience,
    long queued,
    long sent,
    long delivered,
    long read,
    long failed,
    long unknown,
    long replied,
    long optedOut,
    long skipped) {

  /** Nobody is enrolled yet. */
  public static final CampaignStats NONE = new CampaignStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
