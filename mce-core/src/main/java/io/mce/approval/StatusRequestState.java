package io.mce.approval;

/** What became of a request for a change of status. */
public enum StatusRequestState {
  /** It waits for who may decide. */
  OPEN,
  /** Somebody approved it, which changed the status. */
  APPROVED,
  /** Somebody refused it. */
  REFUSED,
  /** Who asked took it back. */
  WITHDRAWN,
  /** The status was changed, or the lead deleted, before anybody decided. */
  OVERTAKEN
}
