package io.mce.app.channel;

import io.mce.app.http.Edits;
import io.mce.channel.RoutingPolicies;
import io.mce.channel.RoutingPolicy;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.provider.AccountId;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By which channels people are reached first, and what takes over from one that fails. */
@Tag(name = "channels")
@Controller("/api/channels/routing")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class RoutingController {

  private final MceEngine engine;

  RoutingController(MceEngine engine) {
    this.engine = engine;
  }

  /** The policy; media and accounts that it does not name come after those it does. */
  record RoutingView(
      List<String> channels, List<String> accountIds, boolean acrossChannels, long version) {
    static RoutingView of(RoutingPolicies.Chosen chosen) {
      RoutingPolicy policy = chosen.policy();
      return new RoutingView(
          policy.channels(),
          policy.accounts().stream().map(AccountId::toString).toList(),
          policy.acrossChannels(),
          chosen.version());
    }
  }

  /**
   * A whole policy.
   *
   * @param channels media ("WHATSAPP", "SMS"), the preferred one first
   * @param accountIds accounts, the preferred one of each medium first
   * @param acrossChannels whether what was meant for one medium may go by another when it fails
   */
  @Introspected
  record RoutingBody(
      @Nullable @Size(max = 100) List<@Nullable String> channels,
      @Nullable @Size(max = 100) List<@Nullable String> accountIds,
      @Nullable Boolean acrossChannels) {

    RoutingPolicy policy() {
      if (channels == null || accountIds == null || acrossChannels == null) {
        throw MceException.invalid(
            "channels", "Send channels, accountIds and acrossChannels; lists may be empty.");
      }
      return new RoutingPolicy(
          present("channels", channels),
          present("accountIds", accountIds).stream().map(AccountId::of).toList(),
          acrossChannels);
    }

    private static List<String> present(String field, List<@Nullable String> values) {
      List<String> present = new ArrayList<>();
      for (String each : values) {
        if (each == null) {
          throw MceException.invalid(field, "None of the " + field + " may be null.");
        }
        present.add(each);
      }
      return present;
    }
  }

  @Get
  HttpResponse<RoutingView> get(@Parameter(hidden = true) Actor actor) {
    RoutingPolicies.Chosen chosen = engine.routing().get(actor);
    return Edits.withVersion(RoutingView.of(chosen), chosen.version());
  }

  @Put
  MutableHttpResponse<RoutingView> change(
      @Parameter(hidden = true) Actor actor,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid RoutingBody body) {
    RoutingPolicy policy = body.policy();
    return Edits.change(
        ifMatch,
        () -> RoutingView.of(engine.routing().get(actor)),
        RoutingView::version,
        version -> RoutingView.of(engine.routing().change(actor, policy, version)));
  }
}
