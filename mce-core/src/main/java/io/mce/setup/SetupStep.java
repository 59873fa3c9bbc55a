package io.mce.setup;

/** What a new organization does first, in the order that makes sense. */
public enum SetupStep {
  /** Someone of the organization settled its settings. */
  SETTINGS,
  /** There is an account that messages go out by. */
  CHANNEL,
  /** Leads are there, or a place they come from: a source, an import. */
  LEADS,
  /** A colleague was invited or is there. */
  TEAM,
  /** There is a campaign or a workflow. */
  OUTREACH
}
