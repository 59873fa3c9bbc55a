package io.mce.channel;

import io.mce.kernel.MceException;
import io.mce.provider.Providers;
import io.mce.spi.Content;
import io.mce.spi.ProviderException;
import io.mce.spi.Template;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether carriers take free text now: some do only for a time after the person has written to that
 * account. Thread-safe. Reads the database only where there is such a time.
 */
final class ReplyWindows {

  private final Providers providers;
  private final ConversationRoutes conversations;
  private final Clock clock;

  @Inject
  ReplyWindows(Providers providers, ConversationRoutes conversations, Clock clock) {
    this.providers = providers;
    this.conversations = conversations;
    this.clock = clock;
  }

  /**
   * Tells whether the carrier of its account would refuse a message for the time that has passed.
   *
   * @throws ProviderException as {@link Providers#profile}
   * @throws MceException as {@link Providers#profile}
   */
  boolean isClosed(StoredDispatch dispatch, Content content) {
    if (content instanceof Template) {
      return false;
    }
    return providers
        .profile(dispatch.organizationId(), dispatch.account())
        .replyWindow()
        .length()
        .filter(length -> !wroteWithin(length, dispatch))
        .isPresent();
  }

  private boolean wroteWithin(Duration length, StoredDispatch dispatch) {
    Instant now = clock.instant();
    return Optional.ofNullable(
            conversations
                .lastInbound(
                    dispatch.organizationId(), List.of(dispatch.leadId()), dispatch.account())
                .get(dispatch.leadId()))
        .filter(wrote -> wrote.plus(length).isAfter(now))
        .isPresent();
  }
}
