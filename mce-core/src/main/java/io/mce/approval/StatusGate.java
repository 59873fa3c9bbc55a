package io.mce.approval;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadId;
import io.mce.lead.LeadStatus;
import io.mce.lead.StatusMoves;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.organization.OrganizationSettings;
import io.mce.organization.Role;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds members to the rules, and ends requests that are about a status of the past. Programs with
 * a key, workflows and the host have no role and are not restricted.
 */
final class StatusGate implements StatusMoves {

  /** Under which name the rules are stored. */
  static final String SETTING = "status-rules";

  private final OrganizationSettings settings;
  private final StatusRequestStore requests;
  private final StatusNotices notices;
  private final Members members;
  private final Events events;
  private final Clock clock;

  @Inject
  StatusGate(
      OrganizationSettings settings,
      StatusRequestStore requests,
      StatusNotices notices,
      Members members,
      Events events,
      Clock clock) {
    this.settings = settings;
    this.requests = requests;
    this.notices = notices;
    this.members = members;
    this.events = events;
    this.clock = clock;
  }

  /** Returns the rules of an organization; who chose none restricts nothing. */
  StatusRequests.Chosen rules(OrganizationId organizationId) {
    return settings
        .find(organizationId, SETTING, StatusRules.class)
        .map(chosen -> new StatusRequests.Chosen(chosen.value(), chosen.version()))
        .orElse(new StatusRequests.Chosen(StatusRules.NONE, 0));
  }

  @Override
  public void requireAllowed(Actor actor, LeadStatus from, LeadStatus to) {
    StatusMove move = new StatusMove(from, to);
    if (isAllowed(actor, move)) {
      return;
    }
    Set<Role> roles = deciders(actor.organizationId(), move);
    Map<String, String> details = new LinkedHashMap<>();
    details.put("from", from.name());
    details.put("to", to.name());
    details.put("roles", roles.stream().map(Enum::name).collect(Collectors.joining(",")));
    throw new MceException(
        ErrorCode.APPROVAL_NEEDED,
        "Your role may not change the status from %s to %s; ask for approval, which %s can give."
            .formatted(from, to, StatusNotices.words(roles)),
        details);
  }

  /** Tells whether an actor may make a change without asking, and so decide about it. */
  boolean isAllowed(Actor actor, StatusMove move) {
    return restricted(actor).stream().noneMatch(move::equals);
  }

  /** Returns the changes that an actor must ask for. */
  Set<StatusMove> restricted(Actor actor) {
    StatusRules chosen = rules(actor.organizationId()).rules();
    if (actor.kind() != Actor.Kind.MEMBER || chosen.rules().isEmpty()) {
      return Set.of();
    }
    // Whoever is no member by now has no role that a rule could name.
    return chosen.restrictedFor(role(actor).orElse(Role.VIEWER));
  }

  /** Returns who may make a change without asking. */
  Set<Role> deciders(OrganizationId organizationId, StatusMove move) {
    return rules(organizationId).rules().rolesFor(move);
  }

  private Optional<Role> role(Actor actor) {
    try {
      return Optional.of(
          members
              .get(
                  Actor.engine(actor.organizationId(), StatusNotices.NAME), MemberId.of(actor.id()))
              .role());
    } catch (MceException e) {
      return Optional.empty();
    }
  }

  @Override
  public void made(Actor actor, LeadId leadId, LeadStatus to) {
    for (StatusRequest request : requests.openOf(actor.organizationId(), leadId)) {
      overtake(actor, request);
      notices.overtaken(actor, request, to);
    }
  }

  /** Ends what is asked for a lead that is deleted. */
  void setAside(Actor actor, LeadId leadId) {
    requests.openOf(actor.organizationId(), leadId).forEach(request -> overtake(actor, request));
  }

  private void overtake(Actor actor, StatusRequest request) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    StatusRequest ended = request.ended(StatusRequestState.OVERTAKEN, actor, now, Optional.empty());
    if (requests.end(actor.organizationId(), ended)) {
      events.append(
          actor,
          new StatusRequestOvertaken(
              request.leadId(), request.id(), request.move().from(), request.move().to()));
    }
  }
}
