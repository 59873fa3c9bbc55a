package io.mce.kernel;

/** What a member or key may do. Roles are named sets of these. */
public enum Permission {
  /** Give and take the role of an owner. */
  OWNER_MANAGE,
  ORGANIZATION_READ,
  ORGANIZATION_MANAGE,
  MEMBER_READ,
  MEMBER_MANAGE,
  API_KEY_MANAGE,
  AUDIT_READ,
  LEAD_READ,
  LEAD_WRITE,
  LEAD_DELETE,
  /** See deleted leads, and bring back any of them. */
  LEAD_ARCHIVE,
  LEAD_IMPORT,
  /** Say how leads are given to members, and who of them takes how many when. */
  ASSIGNMENT_MANAGE,
  SOURCE_MANAGE,
  CONVERSATION_READ,
  MESSAGE_SEND,
  CAMPAIGN_READ,
  CAMPAIGN_WRITE,
  CAMPAIGN_SEND,
  WORKFLOW_READ,
  WORKFLOW_WRITE,
  CHANNEL_READ,
  CHANNEL_MANAGE,
  ANALYTICS_READ,
  NOTICE_READ,
  /** Export and erase persons; say how long what is kept. */
  PRIVACY_MANAGE
}
