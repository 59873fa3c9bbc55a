package io.mce.scoring;

import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.lead.ScoreReason;
import java.util.List;

/**
 * What a host knows about leads and wants to count, besides the rules of the engine. Called inside
 * a transaction, so it must be quick, must not block, and must not write. Where it throws, the lead
 * gets the score that the usual rules give and is tried again.
 */
@FunctionalInterface
public interface HostScoring {

  /** Returns lines to add to the score of a lead, each with a name of its own as its rule. */
  List<ScoreReason> reasons(OrganizationId organizationId, Lead lead);
}
