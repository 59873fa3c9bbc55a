package io.mce.workflow;

import io.mce.lead.LeadStatus;

/** What a workflow does. */
public sealed interface Action {

  /**
   * Sends the lead a message. A lead whose automation is paused gets none, except as the answer to
   * its own message while only its having replied is why; one that opted out gets none at all.
   *
   * @param text with variables such as {@code {{first_name}}}
   */
  record SendMessage(String text) implements Action {}

  /**
   * Adds to the lead's score.
   *
   * @param points -100 to 100, not 0
   * @param reason shown beside the score
   */
  record UpdateScore(int points, String reason) implements Action {}

  /**
   * Raises a notice for the people of the organization.
   *
   * @param text with variables such as {@code {{lead_name}}}
   */
  record Notify(String text) implements Action {}

  /** Gives the lead a status. */
  record ChangeStatus(LeadStatus status) implements Action {}
}
