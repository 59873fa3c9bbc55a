package io.mce.app.source;

import io.mce.app.http.PageView;
import io.mce.engine.MceEngine;
import io.mce.ingestion.LeadPoll;
import io.mce.kernel.Actor;
import io.mce.provider.AccountId;
import io.mce.spi.ErrorKind;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sources that are asked for leads: sheets, portals. Their accounts are made under channels. */
@Tag(name = "sources")
@Controller("/api/sources/polls")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class LeadPollController {

  private final MceEngine engine;

  LeadPollController(MceEngine engine) {
    this.engine = engine;
  }

  /** How it goes with one; {@code taken} counts its leads, updates of known ones included. */
  record LeadPollView(
      String accountId,
      String name,
      String provider,
      String providerName,
      boolean enabled,
      long taken,
      Optional<Instant> lastPoll,
      Optional<Instant> nextPoll,
      Optional<TroubleView> trouble) {

    static LeadPollView of(LeadPoll poll) {
      return new LeadPollView(
          poll.account().id().toString(),
          poll.account().name(),
          poll.account().provider(),
          poll.account().providerName(),
          poll.account().enabled(),
          poll.taken(),
          poll.lastPoll(),
          poll.nextPoll(),
          poll.trouble().map(TroubleView::of));
    }
  }

  /** What went wrong the last time; {@code needsPerson} when waiting does not help. */
  record TroubleView(ErrorKind kind, String message, int failures, boolean needsPerson) {

    static TroubleView of(LeadPoll.Trouble trouble) {
      return new TroubleView(
          trouble.kind(), trouble.message(), trouble.failures(), trouble.needsPerson());
    }
  }

  /** How to look; {@code again}: from the beginning of the source. */
  @Introspected
  record PollBody(@Nullable Boolean again) {}

  @Get
  PageView<LeadPollView> list(@Parameter(hidden = true) Actor actor) {
    return PageView.all(engine.leadPolls().list(actor), LeadPollView::of);
  }

  /** Asks a source at once; what comes is seen in the list a moment later. */
  @Post("/{accountId}")
  @Status(HttpStatus.ACCEPTED)
  void poll(@Parameter(hidden = true) Actor actor, String accountId, @Body @Valid PollBody body) {
    engine.leadPolls().pollNow(actor, AccountId.of(accountId), Boolean.TRUE.equals(body.again()));
  }
}
