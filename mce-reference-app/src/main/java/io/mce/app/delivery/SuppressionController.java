package io.mce.app.delivery;

import io.mce.app.http.PageView;
import io.mce.app.http.Words;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadId;
import io.mce.lead.LiftReason;
import io.mce.lead.PastedLine;
import io.mce.lead.SuppressedAddress;
import io.mce.privacy.Suppressions;
import io.micronaut.core.annotation.Introspected;
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
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The addresses that must not be written to. Addresses come in bodies, never in paths. */
@Tag(name = "deliveries")
@Controller("/api/suppressions")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class SuppressionController {

  /** How requests and answers name every channel. */
  private static final String ALL = "ALL";

  private final MceEngine engine;

  SuppressionController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * An address that must not be written to.
   *
   * @param id names the entry in lists
   * @param key what stands for the address, which is not kept
   * @param ownWish whether only the person's consent takes it back
   * @param leadId the lead that has the address, if one has
   */
  record SuppressionView(
      String id,
      String channel,
      String key,
      String reason,
      boolean ownWish,
      String source,
      Instant since,
      Optional<String> leadId,
      Optional<String> leadName) {

    /** What stands for an address stays out. */
    @Override
    public String toString() {
      return "SuppressionView[" + channel + "]";
    }
  }

  /** An address as a person types it. */
  @Introspected
  record AddressBody(
      @Nullable @Size(max = 40) String channel,
      @NotBlank @Nullable @Size(max = 300) String address) {

    /** The address stays out. */
    @Override
    public String toString() {
      return "AddressBody[" + channel + "]";
    }
  }

  /** An address to look up. */
  @Introspected
  record LookUpBody(@NotBlank @Nullable @Size(max = 300) String address) {

    /** The address stays out. */
    @Override
    public String toString() {
      return "LookUpBody[]";
    }
  }

  /** Addresses, one in each line. */
  @Introspected
  record ListBody(
      @Nullable @Size(max = 40) String channel,
      @NotBlank @Nullable @Size(max = 500_000) String lines) {

    /** The addresses stay out. */
    @Override
    public String toString() {
      return "ListBody[" + channel + "]";
    }
  }

  /**
   * An entry to take off the list.
   *
   * @param reason CONSENT_GIVEN_ANEW, MISTAKE or NEW_OWNER
   */
  @Introspected
  record RemovalBody(
      @Nullable @Size(max = 40) String channel,
      @NotBlank @Nullable @Size(max = 100) String key,
      @Nullable @Size(max = 30) String reason) {}

  /** What became of a line. */
  record LineView(int line, PastedLine.Verdict verdict, Optional<String> problem) {}

  /** What became of each line, and how many of each there are. */
  record LinesView(Map<PastedLine.Verdict, Integer> counts, List<LineView> items) {}

  @Get
  PageView<SuppressionView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    Page<SuppressedAddress> page =
        engine.suppressionList().list(actor, PageRequest.of(limit, cursor));
    return new PageView<>(views(actor, page.items()), page.nextCursor().map(Cursor::text));
  }

  /** On which channels an address is not written to. */
  @Post("/look-up")
  PageView<SuppressionView> lookUp(
      @Parameter(hidden = true) Actor actor, @Body @Valid LookUpBody body) {
    return new PageView<>(
        views(actor, engine.suppressionList().find(actor, text(body.address()))), Optional.empty());
  }

  @Post
  @Status(HttpStatus.CREATED)
  HttpResponse<SuppressionView> add(
      @Parameter(hidden = true) Actor actor, @Body @Valid AddressBody body) {
    SuppressedAddress added =
        engine.suppressionList().add(actor, channel(body.channel()), text(body.address()));
    return HttpResponse.created(views(actor, List.of(added)).getFirst());
  }

  /** Adds the addresses of a list; a line that is none stops none of the others. */
  @Post("/list")
  LinesView addAll(@Parameter(hidden = true) Actor actor, @Body @Valid ListBody body) {
    List<PastedLine> lines =
        engine.suppressionList().addAll(actor, channel(body.channel()), text(body.lines()));
    Map<PastedLine.Verdict, Integer> counts = new EnumMap<>(PastedLine.Verdict.class);
    lines.forEach(line -> counts.merge(line.verdict(), 1, Integer::sum));
    return new LinesView(
        counts,
        lines.stream()
            .map(line -> new LineView(line.line(), line.verdict(), line.problem()))
            .toList());
  }

  /** Takes an entry off the list. What a person asked for falls only with their consent. */
  @Post("/remove")
  @Status(HttpStatus.NO_CONTENT)
  void remove(@Parameter(hidden = true) Actor actor, @Body @Valid RemovalBody body) {
    engine
        .suppressionList()
        .remove(
            actor,
            channel(body.channel()),
            text(body.key()),
            Words.constant(LiftReason.class, "reason", body.reason()));
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  private static String channel(@Nullable String named) {
    String channel = text(named);
    return channel.equals(ALL) ? Suppressions.ALL_CHANNELS : channel;
  }

  private List<SuppressionView> views(Actor actor, List<SuppressedAddress> entries) {
    Map<LeadId, String> names =
        engine
            .leads()
            .names(
                actor.organizationId(),
                entries.stream()
                    .flatMap(entry -> entry.leadId().stream())
                    .collect(Collectors.toSet()));
    return entries.stream()
        .map(entry -> {
          String channel =
              entry.channel().equals(Suppressions.ALL_CHANNELS) ? ALL : entry.channel();
          return new SuppressionView(
              channel + ":" + entry.key(),
              channel,
              entry.key(),
              entry.reason(),
              entry.ownWish(),
              entry.source(),
              entry.since(),
              entry.leadId().map(LeadId::toString),
              entry.leadId().flatMap(id -> Optional.ofNullable(names.get(id))));
        })
        .toList();
  }
}
