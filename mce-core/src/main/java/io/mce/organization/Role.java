package io.mce.organization;

import static io.mce.kernel.Permission.ANALYTICS_READ;
import static io.mce.kernel.Permission.ASSIGNMENT_MANAGE;
import static io.mce.kernel.Permission.CAMPAIGN_READ;
import static io.mce.kernel.Permission.CAMPAIGN_SEND;
import static io.mce.kernel.Permission.CAMPAIGN_WRITE;
import static io.mce.kernel.Permission.CHANNEL_READ;
import static io.mce.kernel.Permission.CONVERSATION_READ;
import static io.mce.kernel.Permission.LEAD_DELETE;
import static io.mce.kernel.Permission.LEAD_IMPORT;
import static io.mce.kernel.Permission.LEAD_READ;
import static io.mce.kernel.Permission.LEAD_WRITE;
import static io.mce.kernel.Permission.MEMBER_READ;
import static io.mce.kernel.Permission.MESSAGE_SEND;
import static io.mce.kernel.Permission.NOTICE_READ;
import static io.mce.kernel.Permission.ORGANIZATION_READ;
import static io.mce.kernel.Permission.OWNER_MANAGE;
import static io.mce.kernel.Permission.SOURCE_MANAGE;
import static io.mce.kernel.Permission.WORKFLOW_READ;
import static io.mce.kernel.Permission.WORKFLOW_WRITE;

import io.mce.kernel.Permission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a member does in the organization: a named set of permissions. */
public enum Role {
  /** Everything. The one who signed up. */
  OWNER(EnumSet.allOf(Permission.class), true),
  /** Everything but making and unmaking owners. */
  ADMIN(EnumSet.complementOf(EnumSet.of(OWNER_MANAGE)), true),
  /** Leads a team: all the work, but neither members nor channels nor settings. */
  MANAGER(
      EnumSet.of(
          ORGANIZATION_READ,
          MEMBER_READ,
          LEAD_READ,
          LEAD_WRITE,
          LEAD_DELETE,
          LEAD_IMPORT,
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
          ANALYTICS_READ,
          NOTICE_READ),
      true),
  /** Brings leads in and runs campaigns and workflows; does not talk to single leads. */
  MARKETER(
      EnumSet.of(
          ORGANIZATION_READ,
          MEMBER_READ,
          LEAD_READ,
          LEAD_WRITE,
          LEAD_IMPORT,
          SOURCE_MANAGE,
          CONVERSATION_READ,
          CAMPAIGN_READ,
          CAMPAIGN_WRITE,
          CAMPAIGN_SEND,
          WORKFLOW_READ,
          WORKFLOW_WRITE,
          CHANNEL_READ,
          ANALYTICS_READ,
          NOTICE_READ),
      false),
  /** Talks to leads. */
  REP(
      EnumSet.of(
          ORGANIZATION_READ,
          MEMBER_READ,
          LEAD_READ,
          LEAD_WRITE,
          CONVERSATION_READ,
          MESSAGE_SEND,
          CAMPAIGN_READ,
          WORKFLOW_READ,
          CHANNEL_READ,
          ANALYTICS_READ,
          NOTICE_READ),
      true),
  /** Looks on. */
  VIEWER(
      EnumSet.of(
          ORGANIZATION_READ,
          MEMBER_READ,
          LEAD_READ,
          CONVERSATION_READ,
          CAMPAIGN_READ,
          WORKFLOW_READ,
          CHANNEL_READ,
          ANALYTICS_READ,
          NOTICE_READ),
      false);

  private final Set<Permission> permissions;
  private final boolean takesLeads;

  Role(Set<Permission> permissions, boolean takesLeads) {
    this.permissions = Collections.unmodifiableSet(permissions);
    this.takesLeads = takesLeads;
  }

  /** Returns what a member of this role may do; unmodifiable. */
  public Set<Permission> permissions() {
    return permissions;
  }

  /** Tells whether leads may be assigned to members of this role. */
  public boolean takesLeads() {
    return takesLeads;
  }
}
