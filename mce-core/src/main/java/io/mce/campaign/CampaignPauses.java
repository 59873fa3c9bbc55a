package io.mce.campaign;

import io.mce.channel.GateEffect;
import io.mce.channel.HeldWork;
import io.mce.channel.SendGate;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import jakarta.inject.Inject;
import java.time.Clock;

/** Pauses campaigns: one that a person chose, or all that run, because sending is held. */
final class CampaignPauses implements HeldWork {

  private final CampaignStore store;
  private final SendGate gate;
  private final Events events;
  private final Clock clock;

  @Inject
  CampaignPauses(CampaignStore store, SendGate gate, Events events, Clock clock) {
    this.store = store;
    this.gate = gate;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public void hold(Actor actor) {
    store.running(actor.organizationId()).forEach(id -> pause(actor, id));
  }

  /** Returns whether it ran; within the open transaction. */
  boolean pause(Actor actor, CampaignId id) {
    boolean paused = store.pause(actor.organizationId(), id, clock.instant());
    if (paused) {
      gate.hold(actor.organizationId(), id.value(), GateEffect.ALL, "CAMPAIGN_PAUSED");
      events.append(actor, new CampaignPaused(id));
    }
    return paused;
  }
}
