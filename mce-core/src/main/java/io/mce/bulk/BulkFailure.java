package io.mce.bulk;

import io.mce.lead.LeadId;

/**
 * A lead that was not changed, and why.
 *
 * @param name what it is called; empty when it is gone
 * @param detail a sentence, or the fields that an undo left, with commas between; may be empty
 */
public record BulkFailure(LeadId leadId, String name, BulkProblem problem, String detail) {}
