package io.mce.journey;

import io.mce.lead.LeadId;

/** The role of events in which a lead does something with us: answers, writes, takes a call. */
public interface Interaction {

  /** Returns who did it. */
  LeadId leadId();

  /** Returns on which channel. */
  String channel();
}
