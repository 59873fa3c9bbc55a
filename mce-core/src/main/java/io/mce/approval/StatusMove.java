package io.mce.approval;

import io.mce.lead.LeadStatus;

/** A change of the status of a lead. */
public record StatusMove(LeadStatus from, LeadStatus to) {}
