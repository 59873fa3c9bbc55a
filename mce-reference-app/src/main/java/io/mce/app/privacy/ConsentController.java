package io.mce.app.privacy;

import io.mce.app.http.Words;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.lead.LeadId;
import io.mce.privacy.Consent;
import io.mce.privacy.ConsentDraft;
import io.mce.privacy.ConsentHistory;
import io.mce.privacy.ConsentState;
import io.mce.privacy.ConsentStatus;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
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
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person agreed to. */
@Tag(name = "privacy")
@Controller("/api/leads/{id}/consents")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class ConsentController {

  private final MceEngine engine;

  ConsentController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * A record to be added.
   *
   * @param channel absent: every channel
   * @param expiresAt when a granted consent ends by itself, in ISO 8601
   */
  @Introspected
  record ConsentBody(
      @Nullable @Size(max = 100) String purpose,
      @Nullable @Size(max = 100) String channel,
      @Nullable @Size(max = 50) String status,
      @Nullable @Size(max = 1000) String source,
      @Nullable @Size(max = 50) String expiresAt) {

    ConsentDraft draft() {
      return new ConsentDraft(
          purpose == null ? "" : purpose,
          channel == null ? "*" : channel,
          Words.constant(ConsentStatus.class, "status", status),
          source == null ? "" : source,
          Optional.ofNullable(expiresAt).filter(text -> !text.isBlank()).map(ConsentBody::time));
    }

    private static Instant time(String text) {
      try {
        Instant time = Instant.parse(text.strip());
        return Instant.ofEpochMilli(time.toEpochMilli());
      } catch (DateTimeException | ArithmeticException e) {
        throw MceException.invalid(
            "expiresAt", "Give the time as 2027-01-31T00:00:00Z, not like this.");
      }
    }
  }

  /** One record. */
  record ConsentView(
      String id,
      String purpose,
      String channel,
      ConsentStatus status,
      String source,
      String recordedBy,
      Instant recordedAt,
      Optional<Instant> expiresAt) {

    static ConsentView of(Consent consent) {
      return new ConsentView(
          consent.id().toString(),
          consent.purpose(),
          consent.channel(),
          consent.status(),
          consent.source(),
          consent.recordedBy(),
          consent.recordedAt(),
          consent.expiresAt());
    }
  }

  /** What holds now: the newest record, and whether it is a yes that has not ended. */
  record StateView(boolean granted, ConsentView latest) {
    static StateView of(ConsentState state) {
      return new StateView(state.granted(), ConsentView.of(state.latest()));
    }
  }

  /** What holds now by purpose and channel, and every record, newest first. */
  record ConsentsView(List<StateView> current, List<ConsentView> records) {
    static ConsentsView of(ConsentHistory history) {
      return new ConsentsView(
          history.current().stream().map(StateView::of).toList(),
          history.records().stream().map(ConsentView::of).toList());
    }
  }

  @Get
  ConsentsView list(@Parameter(hidden = true) Actor actor, String id) {
    return ConsentsView.of(engine.consents().list(actor, LeadId.of(id).value()));
  }

  @Post
  @Status(HttpStatus.CREATED)
  HttpResponse<ConsentView> record(
      @Parameter(hidden = true) Actor actor, String id, @Body @Valid ConsentBody body) {
    LeadId leadId = LeadId.of(id);
    return HttpResponse.created(
        ConsentView.of(engine.consents().record(actor, leadId.value(), body.draft())));
  }
}
