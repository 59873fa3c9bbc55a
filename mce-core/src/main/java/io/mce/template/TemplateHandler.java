package io.mce.template;

import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccounts;
import io.mce.provider.ProviderEventHandler;
import io.mce.spi.ProviderEvent;
import io.mce.spi.TemplateNotice;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes what a carrier says by itself of a template: it holds at once, and all templates are read
 * anew soon, for what the notice leaves out.
 */
final class TemplateHandler implements ProviderEventHandler {

  private static final int LONGEST_DETAIL = 300;

  /** The carrier's clock and ours, and the whole seconds in which carriers tell time. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private final TemplateStore templates;
  private final CatalogStore catalogs;
  private final TemplateNotices notices;
  private final ProviderAccounts accounts;
  private final DueWork dueWork;
  private final Events events;
  private final Clock clock;

  @Inject
  TemplateHandler(
      TemplateStore templates,
      CatalogStore catalogs,
      TemplateNotices notices,
      ProviderAccounts accounts,
      DueWork dueWork,
      Events events,
      Clock clock) {
    this.templates = templates;
    this.catalogs = catalogs;
    this.notices = notices;
    this.accounts = accounts;
    this.dueWork = dueWork;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public boolean handles(ProviderEvent event) {
    return event instanceof TemplateNotice;
  }

  @Override
  public void handle(OrganizationId organizationId, AccountId accountId, ProviderEvent event) {
    TemplateNotice notice = (TemplateNotice) event;
    if (isNews(organizationId, accountId, notice.at())) {
      TemplateState.after(notice.change())
          .ifPresent(state ->
              templates
                  .find(organizationId, accountId, notice.name(), notice.language())
                  .ifPresent(stored -> tell(organizationId, stored.template(), state, notice)));
    }
    dueWork.schedule(organizationId, TemplateWorker.KIND, accountId.toString(), clock.instant());
  }

  /** A notice that comes days late is about what was read since. */
  private boolean isNews(OrganizationId organizationId, AccountId accountId, Instant at) {
    return catalogs
        .get(organizationId, accountId)
        .syncedAt()
        .filter(read -> at.plus(CLOCKS_DIFFER).isBefore(read))
        .isEmpty();
  }

  private void tell(
      OrganizationId organizationId,
      ChannelTemplate before,
      TemplateState state,
      TemplateNotice notice) {
    Optional<String> reason =
        Optional.of(notice.detail())
            .filter(detail -> !detail.isBlank())
            .map(detail ->
                detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL));
    if (!templates.tell(organizationId, before, state, reason, notice.at())
        || before.state() == state) {
      return;
    }
    events.append(
        Actor.engine(organizationId, TemplateWorker.KIND),
        new TemplateChanged(before.account(), before.name(), before.language(), state));
    if (notice.change() == TemplateNotice.Change.DELETED) {
      return; // Somebody did that, and knows.
    }
    accounts.channels(organizationId).stream()
        .filter(account -> account.id().equals(before.account()))
        .findFirst()
        .ifPresent(account -> notices.stateIs(organizationId, account, before.with(state, reason)));
  }
}
