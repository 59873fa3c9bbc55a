package com.example.embedding;

import io.mce.engine.MceEngine;
import io.mce.event.RecordedEvent;
import io.mce.lead.LeadAssigned;
import io.mce.lead.LeadId;
import io.mce.organization.MemberId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps in the host who owns which lead, by following the event log of every organization. */
final class OwnerMirror {
  private final Map<LeadId, MemberId> owners = new ConcurrentHashMap<>();

  /** Begins to follow; the engine keeps the position under the subscriber's name. */
  void follow(MceEngine engine) {
    engine.events().subscribe("owner-mirror", Set.of(LeadAssigned.class), this::assigned);
  }

  /** May come again for the same event after a crash, so it sets a value and adds nothing up. */
  private void assigned(RecordedEvent event) {
    LeadAssigned assigned = event.as(LeadAssigned.class);
    assigned
        .memberId()
        .ifPresentOrElse(
            member -> owners.put(assigned.leadId(), member),
            () -> owners.remove(assigned.leadId()));
  }

  /** Who owns a lead, as far as the mirror has heard. */
  Optional<MemberId> owner(LeadId lead) {
    return Optional.ofNullable(owners.get(lead));
  }
}
