package io.mce.segment;

/** Who wrote, or took part in a contact that people logged. */
public enum ActivityKind {
  /** The lead wrote to us, or spoke with us. */
  RECEIVED,
  /** A carrier took a message of ours to the lead, or somebody logged a contact. */
  SENT
}
