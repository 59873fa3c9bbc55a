package io.mce.conversation;

import io.mce.channel.Purpose;
import io.mce.lead.LeadId;
import io.mce.provider.AccountId;
import io.mce.template.TemplateUse;
import java.util.Optional;
import java.util.UUID;

/**
 * A text or a template to be sent to a lead.
 *
 * @param text what is said, with all variables filled in; unused with a template, which says it
 * @param purpose why; a person's message is HUMAN
 * @param dedupKey names the reason, unique per organization: repeated, it sends nothing and answers
 *     with the first message ("enrolment:...:2", "client:...")
 * @param account the account to use; absent means that of the lead's newest conversation, else the
 *     first one that can reach the lead
 * @param campaignId the campaign whose gate holds it, if it belongs to one
 * @param template the approved template to send instead of a text; the only thing that carriers
 *     with a reply window take after it has closed
 */
public record SendMessage(
    LeadId leadId,
    String text,
    Purpose purpose,
    Sender sender,
    String dedupKey,
    Optional<AccountId> account,
    Optional<UUID> campaignId,
    Optional<TemplateUse> template) {

  /** A text. */
  public SendMessage(
      LeadId leadId,
      String text,
      Purpose purpose,
      Sender sender,
      String dedupKey,
      Optional<AccountId> account,
      Optional<UUID> campaignId) {
    this(leadId, text, purpose, sender, dedupKey, account, campaignId, Optional.empty());
  }

  /** A text by any account, outside of campaigns. */
  public static SendMessage of(
      LeadId leadId, String text, Purpose purpose, Sender sender, String dedupKey) {
    return new SendMessage(
        leadId, text, purpose, sender, dedupKey, Optional.empty(), Optional.empty());
  }

  /** A template by any account, outside of campaigns. */
  public static SendMessage of(
      LeadId leadId, TemplateUse template, Purpose purpose, Sender sender, String dedupKey) {
    return new SendMessage(
        leadId,
        "",
        purpose,
        sender,
        dedupKey,
        Optional.empty(),
        Optional.empty(),
        Optional.of(template));
  }

  /** The same by one account. */
  public SendMessage by(AccountId newAccount) {
    return new SendMessage(
        leadId, text, purpose, sender, dedupKey, Optional.of(newAccount), campaignId, template);
  }

  /** The same as part of a campaign. */
  public SendMessage inCampaign(UUID id) {
    return new SendMessage(
        leadId, text, purpose, sender, dedupKey, account, Optional.of(id), template);
  }

  /** Lead and purpose only: what people write stays out of logs. */
  @Override
  public String toString() {
    return "SendMessage[" + leadId + ", " + purpose + "]";
  }
}
