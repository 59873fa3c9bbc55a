package io.mce.app.privacy;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.lead.DoNotContactEntry;
import io.mce.lead.LeadId;
import io.mce.privacy.Suppressions;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;

/** On which channels a lead is not written to. */
@Tag(name = "privacy")
@Controller("/api/leads/{id}/do-not-contact")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class DoNotContactController {

  /** How a path names every channel. */
  private static final String ALL = "ALL";

  private final MceEngine engine;

  DoNotContactController(MceEngine engine) {
    this.engine = engine;
  }

  /** A channel on which a lead is not written to; ALL for every one. */
  record ChannelView(String channel, String reason, Instant since) {}

  /** Those channels, by name. */
  record DoNotContactView(List<ChannelView> channels) {
    static DoNotContactView of(List<DoNotContactEntry> entries) {
      return new DoNotContactView(
          entries.stream()
              .map(entry ->
                  new ChannelView(
                      entry.channel().equals(Suppressions.ALL_CHANNELS) ? ALL : entry.channel(),
                      entry.reason(),
                      entry.since()))
              .toList());
    }
  }

  @Get
  DoNotContactView list(@Parameter(hidden = true) Actor actor, String id) {
    return DoNotContactView.of(engine.doNotContact().list(actor, LeadId.of(id)));
  }

  @Put("/{channel}")
  DoNotContactView set(@Parameter(hidden = true) Actor actor, String id, String channel) {
    return DoNotContactView.of(engine.doNotContact().set(actor, LeadId.of(id), named(channel)));
  }

  @Delete("/{channel}")
  DoNotContactView lift(@Parameter(hidden = true) Actor actor, String id, String channel) {
    return DoNotContactView.of(engine.doNotContact().lift(actor, LeadId.of(id), named(channel)));
  }

  private static String named(String channel) {
    return channel.equals(ALL) ? Suppressions.ALL_CHANNELS : channel;
  }
}
