package io.mce.setup;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * How far an organization is set up. Nobody walks through it in order: it follows from what is
 * there, so it can be left and taken up at any time. Thread-safe; each command is one transaction.
 */
public final class Setup {

  private final Database database;
  private final SetupStepStore store;
  private final SetupSteps steps;
  private final Events events;
  private final Clock clock;

  @Inject
  Setup(Database database, SetupStepStore store, SetupSteps steps, Events events, Clock clock) {
    this.database = database;
    this.store = store;
    this.steps = steps;
    this.events = events;
    this.clock = clock;
  }

  /** Returns how far the actor's organization is. */
  public SetupProgress progress(Actor actor) {
    actor.require(Permission.ORGANIZATION_READ);
    return progress(actor.organizationId());
  }

  /**
   * Says that a step is not needed; repeating it changes nothing. A step that is done stays done.
   */
  public SetupProgress skip(Actor actor, SetupStep step) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          if (store.skip(organizationId, step, actor.id(), clock.instant())) {
            events.append(actor, new SetupStepSkipped(organizationId, step));
          }
          return progress(organizationId);
        });
  }

  private SetupProgress progress(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction -> {
          Set<SetupStep> skipped = store.skipped(organizationId);
          Map<SetupStep, StepState> states = new EnumMap<>(SetupStep.class);
          for (SetupStep step : SetupStep.values()) {
            if (steps.isDone(organizationId, step)) {
              states.put(step, StepState.DONE);
            } else if (skipped.contains(step)) {
              states.put(step, StepState.SKIPPED);
            }
          }
          return new SetupProgress(states);
        });
  }
}
