package io.mce.app.campaign;

import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.app.http.Words;
import io.mce.campaign.AudienceSize;
import io.mce.campaign.Campaign;
import io.mce.campaign.CampaignDraft;
import io.mce.campaign.CampaignId;
import io.mce.campaign.LeftOut;
import io.mce.campaign.Recipient;
import io.mce.campaign.RecipientState;
import io.mce.campaign.Step;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.Audience;
import io.mce.lead.LeadStatus;
import io.mce.provider.AccountId;
import io.mce.segment.SegmentId;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Campaigns: create, start, watch. */
@Tag(name = "campaigns")
@Controller("/api/campaigns")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class CampaignController {

  private final MceEngine engine;
  private final Repeats repeats;

  CampaignController(MceEngine engine, Repeats repeats) {
    this.engine = engine;
    this.repeats = repeats;
  }

  /** Which leads; what is left out does not narrow. */
  @Introspected
  record AudienceBody(
      @Nullable @Size(max = 20) List<String> statuses,
      @Nullable @Size(max = 100) List<@Size(max = 200) String> sources,
      @Nullable @Size(max = 100) List<@Size(max = 200) String> tags,
      @Nullable String segmentId) {

    static Audience of(@Nullable AudienceBody body) {
      return body == null ? Audience.everyone() : body.audience();
    }

    static Optional<SegmentId> segmentOf(@Nullable AudienceBody body) {
      String id = body == null ? null : body.segmentId();
      return id == null || id.isBlank() ? Optional.empty() : Optional.of(SegmentId.of(id));
    }

    private Audience audience() {
      Set<LeadStatus> wanted =
          list(statuses).stream()
              .map(word -> Words.constant(LeadStatus.class, "audience.statuses", word))
              .collect(Collectors.toSet());
      return new Audience(wanted, Set.copyOf(list(sources)), Set.copyOf(list(tags)));
    }

    private static List<String> list(@Nullable List<String> values) {
      return values == null ? List.of() : values;
    }
  }

  /** A message, and how long after the one before it goes, such as PT24H. */
  @Introspected
  record StepBody(@Nullable @Size(max = 40) String delay, @NotBlank @Size(max = 4000) String text) {

    Step step() {
      try {
        return new Step(delay == null ? Duration.ZERO : Duration.parse(delay), text);
      } catch (DateTimeParseException e) {
        throw MceException.invalid(
            "delay", "A delay is written as in ISO 8601: PT0S, PT24H or P3D.");
      }
    }
  }

  /** A new campaign. */
  @Introspected
  record CampaignBody(
      @NotBlank @Size(max = 200) String name,
      @Nullable @Valid AudienceBody audience,
      @Nullable String channelAccountId,
      @NotEmpty @Size(max = 20) @Valid List<@Valid StepBody> steps) {

    CampaignDraft draft() {
      return new CampaignDraft(
          name,
          AudienceBody.of(audience),
          AudienceBody.segmentOf(audience),
          Optional.ofNullable(channelAccountId).filter(id -> !id.isBlank()).map(AccountId::of),
          steps.stream().map(StepBody::step).toList());
    }
  }

  /** An audience to count. */
  @Introspected
  record AudienceQuestion(@Nullable @Valid AudienceBody audience) {}

  /** How many leads a campaign would reach now, and how many it would leave out. */
  record AudienceAnswer(long count, LeftOut leftOut) {
    static AudienceAnswer of(AudienceSize size) {
      return new AudienceAnswer(size.eligible(), size.leftOut());
    }
  }

  /** A person of the audience and how far the campaign came. */
  record RecipientView(
      String leadId,
      String leadName,
      int step,
      RecipientState state,
      Optional<String> reason,
      Instant at) {

    static RecipientView of(Recipient recipient) {
      return new RecipientView(
          recipient.leadId().toString(),
          recipient.leadName(),
          recipient.step(),
          recipient.state(),
          recipient.reason(),
          recipient.at());
    }
  }

  @Get
  PageView<CampaignView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return PageView.of(
        engine.campaigns().list(actor, PageRequest.of(limit, cursor)), CampaignView::of);
  }

  @Post
  @Status(HttpStatus.CREATED)
  HttpResponse<?> create(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Body @Valid CampaignBody body) {
    return repeats.once(
        request,
        actor,
        body,
        () ->
            HttpResponse.created(CampaignView.of(engine.campaigns().create(actor, body.draft()))));
  }

  @Get("/{id}")
  HttpResponse<CampaignView> get(@Parameter(hidden = true) Actor actor, String id) {
    return answer(engine.campaigns().get(actor, CampaignId.of(id)));
  }

  @Post("/{id}/start")
  @Status(HttpStatus.OK)
  HttpResponse<CampaignView> start(@Parameter(hidden = true) Actor actor, String id) {
    return answer(engine.campaigns().start(actor, CampaignId.of(id)));
  }

  @Post("/{id}/pause")
  @Status(HttpStatus.OK)
  HttpResponse<CampaignView> pause(@Parameter(hidden = true) Actor actor, String id) {
    return answer(engine.campaigns().pause(actor, CampaignId.of(id)));
  }

  @Post("/{id}/resume")
  @Status(HttpStatus.OK)
  HttpResponse<CampaignView> resume(@Parameter(hidden = true) Actor actor, String id) {
    return answer(engine.campaigns().resume(actor, CampaignId.of(id)));
  }

  @Post("/{id}/cancel")
  @Status(HttpStatus.OK)
  HttpResponse<CampaignView> cancel(@Parameter(hidden = true) Actor actor, String id) {
    return answer(engine.campaigns().cancel(actor, CampaignId.of(id)));
  }

  @Post("/audience")
  @Status(HttpStatus.OK)
  AudienceAnswer audience(
      @Parameter(hidden = true) Actor actor, @Body @Valid AudienceQuestion body) {
    return AudienceAnswer.of(
        engine
            .campaigns()
            .audienceSize(
                actor, AudienceBody.of(body.audience()), AudienceBody.segmentOf(body.audience())));
  }

  @Get("/{id}/recipients")
  PageView<RecipientView> recipients(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @QueryValue String state,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    Optional<RecipientState> wanted =
        state == null || state.isBlank()
            ? Optional.empty()
            : Optional.of(Words.constant(RecipientState.class, "state", state));
    return PageView.of(
        engine
            .campaigns()
            .recipients(actor, CampaignId.of(id), wanted, PageRequest.of(limit, cursor)),
        RecipientView::of);
  }

  private static HttpResponse<CampaignView> answer(Campaign campaign) {
    return Edits.withVersion(CampaignView.of(campaign), campaign.version());
  }
}
