package io.mce.journey;

import io.mce.lead.LeadId;

/** The role of events from which follows when we were in touch with a lead. */
public interface Touch {

  /** Returns with whom. */
  LeadId leadId();
}
