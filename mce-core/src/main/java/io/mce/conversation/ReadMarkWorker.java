package io.mce.conversation;

import io.mce.channel.SendingHold;
import io.mce.job.DueWork;
import io.mce.job.Worker;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.provider.Providers;
import io.mce.spi.ProviderException;
import io.mce.spi.ReadMarks;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells carriers that somebody has read what a lead wrote, so that the lead sees it. Tried once: a
 * mark that comes late helps nobody, and the next one says it again.
 */
final class ReadMarkWorker implements Worker {

  static final String KIND = "read-marks";

  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Logger log = LoggerFactory.getLogger(ReadMarkWorker.class);

  private final DueWork dueWork;
  private final ConversationStore conversations;
  private final Providers providers;
  private final SendingHold hold;

  @Inject
  ReadMarkWorker(
      DueWork dueWork, ConversationStore conversations, Providers providers, SendingHold hold) {
    this.dueWork = dueWork;
    this.conversations = conversations;
    this.providers = providers;
    this.hold = hold;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public boolean runOnce() {
    Optional<DueWork.Lease> lease = dueWork.claim(KIND, LEASE);
    lease.ifPresent(each -> {
      tell(each.organizationId(), ConversationId.of(each.key()));
      dueWork.complete(each, Optional.empty());
    });
    return lease.isPresent();
  }

  private void tell(OrganizationId organizationId, ConversationId id) {
    Optional<StoredConversation> conversation = conversations.find(organizationId, id);
    Optional<String> newest = conversation.flatMap(StoredConversation::lastInboundRef);
    // A copy of the database says nothing to anybody.
    if (newest.isEmpty() || hold.held().isPresent()) {
      return;
    }
    try {
      boolean told =
          providers.inquire(
              organizationId,
              conversation.get().account(),
              channel -> {
                Optional<ReadMarks> marks = channel.feature(ReadMarks.class);
                marks.ifPresent(each -> each.markRead(newest.get()));
                return marks.isPresent();
              });
      log.debug("conversation {} is read; its carrier was told: {}", id, told);
    } catch (ProviderException e) {
      log.debug("the carrier of conversation {} was not told: {}", id, e.kind());
    } catch (MceException e) {
      log.debug("the account of conversation {} cannot be used: {}", id, e.code());
    }
  }

  @Override
  public Optional<String> kind() {
    return Optional.of(KIND);
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork.nextDue(KIND);
  }
}
