package io.mce.notification;

import io.mce.channel.ChannelFailedOver;
import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.job.Startable;
import io.mce.kernel.Actor;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccounts;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells that a channel does not work any more, and what became of the messages that waited there:
 * once for each outage, however often the channel comes back for a moment.
 */
final class ChannelNotices implements Startable {

  private static final String SUBSCRIBER = "channel-notices";

  private static final int LONGEST_REASON = 400;
  private static final int MOST_NAMES = 3;
  private static final int LONGEST_NAME = 60;

  private final Events events;
  private final Notices notices;
  private final ProviderAccounts accounts;

  @Inject
  ChannelNotices(Events events, Notices notices, ProviderAccounts accounts) {
    this.events = events;
    this.notices = notices;
    this.accounts = accounts;
  }

  @Override
  public void start() {
    events.subscribe(SUBSCRIBER, Set.of(ChannelFailedOver.class), this::handle);
  }

  private void handle(RecordedEvent event) {
    ChannelFailedOver failedOver = event.as(ChannelFailedOver.class);
    List<ProviderAccount> all = accounts.all(event.organizationId());
    all.stream()
        .filter(account -> account.id().equals(failedOver.accountId()))
        .findFirst()
        .ifPresent(account ->
            notices.raise(
                Actor.engine(event.organizationId(), SUBSCRIBER).because(event.asCause()),
                "The channel %s does not work any more%s %s"
                    .formatted(name(account), reason(account), became(failedOver, all)),
                Optional.empty(),
                "channel-down:" + account.id() + ":" + failedOver.since().toEpochMilli()));
  }

  /** A carrier's words, no longer than a notice takes. */
  private static String reason(ProviderAccount account) {
    return account.healthDetail().map(detail -> ": " + cut(detail, LONGEST_REASON)).orElse(".");
  }

  private static String became(ChannelFailedOver failedOver, List<ProviderAccount> all) {
    if (failedOver.moved() == 0 && failedOver.waiting() == 0) {
      return "Messages that another channel can carry go that way, the others wait.";
    }
    String moved =
        failedOver.moved() == 0
            ? ""
            : "%s by %s."
                .formatted(
                    count(
                        failedOver.moved(), "message that waited goes", "messages that waited go"),
                    names(failedOver.to(), all));
    String waiting =
        failedOver.waiting() == 0
            ? ""
            : count(failedOver.waiting(), "message waits", "messages wait")
                + " for its repair, because no other channel can carry "
                + (failedOver.waiting() == 1 ? "it." : "them.");
    return (moved + " " + waiting).strip();
  }

  private static String count(long count, String one, String many) {
    return count == 1 ? "1 " + one : count + " " + many;
  }

  private static String names(List<AccountId> ids, List<ProviderAccount> all) {
    String some =
        ids.stream()
            .limit(MOST_NAMES)
            .flatMap(id -> all.stream().filter(each -> each.id().equals(id)))
            .map(ChannelNotices::name)
            .collect(Collectors.joining(", "));
    return ids.size() > MOST_NAMES ? some + " and others" : some;
  }

  private static String name(ProviderAccount account) {
    return "\"" + cut(account.name(), LONGEST_NAME) + "\"";
  }

  private static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) : text;
  }
}
