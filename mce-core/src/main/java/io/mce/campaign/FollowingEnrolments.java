package io.mce.campaign;

import io.mce.kernel.Actor;
import io.mce.kernel.FollowingData;
import io.mce.lead.LeadId;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Enrolments of merged leads. Where both are in one campaign the lead that stayed goes on with it;
 * the other one's enrolment ends, so that nobody gets a step twice.
 */
final class FollowingEnrolments implements FollowingData {

  private static final String GIVEN = "given:";
  private static final String ENDED = "ended:";

  private final EnrolmentStore enrolments;
  private final Clock clock;

  @Inject
  FollowingEnrolments(EnrolmentStore enrolments, Clock clock) {
    this.enrolments = enrolments;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "enrolments";
  }

  @Override
  public List<String> join(Actor actor, UUID from, UUID into) {
    LeadId merged = new LeadId(from);
    List<String> joined = new ArrayList<>();
    enrolments
        .give(actor.organizationId(), merged, new LeadId(into))
        .forEach(campaign -> joined.add(GIVEN + campaign));
    enrolments
        .stopLead(actor.organizationId(), merged, EnrolmentStore.MERGED, false, clock.instant())
        .forEach(campaign -> joined.add(ENDED + campaign));
    return joined;
  }

  @Override
  public void part(Actor actor, UUID from, UUID into, List<String> joined) {
    enrolments.giveBack(
        actor.organizationId(), campaigns(joined, GIVEN), new LeadId(from), new LeadId(into));
    enrolments.goOn(actor.organizationId(), campaigns(joined, ENDED), new LeadId(from));
  }

  private static List<CampaignId> campaigns(List<String> joined, String kind) {
    return joined.stream()
        .filter(each -> each.startsWith(kind))
        .map(each -> CampaignId.of(each.substring(kind.length())))
        .toList();
  }
}
