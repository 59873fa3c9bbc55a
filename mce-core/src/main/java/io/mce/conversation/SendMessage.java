package io.mce.conversation;

import io.mce.channel.Purpose;
import io.mce.lead.LeadId;
import io.mce.provider.AccountId;
import java.util.Optional;
import java.util.UUID;

/**
 * A text to be sent to a lead.
 *
 * @param text what is said, with all variables filled in
 * @param purpose why; a person's message is HUMAN
 * @param dedupKey names the reason, unique per organization: repeated, it sends nothing and answers
 *     with the first message ("enrolment:...:2", "client:...")
 * @param account the account to use; absent means that of the lead's newest conversation, else the
 *     first one that can reach the lead
 * @param campaignId the campaign whose gate holds it, if it belongs to one
 */
public record SendMessage(
    LeadId leadId,
    String text,
    Purpose purpose,
    Sender sender,
    String dedupKey,
    Optional<AccountId> account,
    Optional<UUID> campaignId) {

  /** A text by any account, outside of campaigns. */
  public static SendMessage of(
      LeadId leadId, String text, Purpose purpose, Sender sender, String dedupKey) {
    return new SendMessage(
        leadId, text, purpose, sender, dedupKey, Optional.empty(), Optional.empty());
  }

  /** The same by one account. */
  public SendMessage by(AccountId newAccount) {
    return new SendMessage(
        leadId, text, purpose, sender, dedupKey, Optional.of(newAccount), campaignId);
  }

  /** The same as part of a campaign. */
  public SendMessage inCampaign(UUID id) {
    return new SendMessage(leadId, text, purpose, sender, dedupKey, account, Optional.of(id));
  }

  /** Lead and purpose only: what people write stays out of logs. */
  @Override
  public String toString() {
    return "SendMessage[" + leadId + ", " + purpose + "]";
  }
}
