package io.mce.bulk;

/** What a change of many leads does, in one word. */
public enum BulkKind {
  STATUS,
  OWNER,
  /** Owners in turn. */
  DEAL_OUT,
  TAGS,
  COMPANY,
  METADATA,
  PROJECT,
  DELETE,
  /** Takes another one back. */
  UNDO
}
