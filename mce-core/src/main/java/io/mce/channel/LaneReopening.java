package io.mce.channel;

import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.job.Startable;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.ChannelChanged;
import io.mce.provider.HealthState;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;

/** Lets a lane go on as soon as its account is well again, instead of at the end of its pause. */
final class LaneReopening implements Startable {

  private final Events events;
  private final Database database;
  private final LaneStore lanes;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  LaneReopening(Events events, Database database, LaneStore lanes, DueWork dueWork, Clock clock) {
    this.events = events;
    this.database = database;
    this.lanes = lanes;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  @Override
  public void start() {
    events.subscribe(
        "lane-reopening",
        Set.of(ChannelChanged.class),
        event -> {
          ChannelChanged changed = event.as(ChannelChanged.class);
          if (changed.state() == HealthState.UP) {
            reopen(event.organizationId(), changed.accountId());
          }
        });
  }

  private void reopen(OrganizationId organizationId, AccountId accountId) {
    database.runInOrganization(
        organizationId,
        transaction -> {
          if (lanes.reopen(organizationId, accountId)) {
            dueWork.schedule(
                organizationId, OutboxWorker.KIND, accountId.toString(), clock.instant());
          }
        });
  }
}
