package io.mce.app.delivery;

import io.mce.app.http.PageView;
import io.mce.app.http.Words;
import io.mce.channel.Delivery;
import io.mce.channel.DeliveryFilter;
import io.mce.channel.DispatchId;
import io.mce.channel.DispatchState;
import io.mce.channel.Doubt;
import io.mce.channel.DoubtDecision;
import io.mce.channel.DoubtResults;
import io.mce.channel.UndecidedDelivery;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.Ids;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadId;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccount;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was sent or is to be, and what people decide where nobody knows whether it arrived. */
@Tag(name = "deliveries")
@Controller("/api/deliveries")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class DeliveryController {

  private static final String DONE = "DONE";

  private final MceEngine engine;

  DeliveryController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * A message of unknown outcome.
   *
   * @param askable whether its carrier can be asked
   * @param againFrom from when on it can be sent again; absent when it cannot
   */
  record UndecidedView(
      String id, DeliveryView delivery, boolean askable, Optional<Instant> againFrom) {}

  /**
   * What a person decides.
   *
   * @param decision ASK, ARRIVED, SEND_AGAIN or GIVE_UP
   * @param attempt the attempt that the person saw
   */
  @Introspected
  record DecisionBody(@Nullable @Size(max = 20) String decision, @NotNull Integer attempt) {}

  /** A message and the attempt that the person saw. */
  @Introspected
  record DoubtBody(@NotNull @Size(max = 40) String id, @NotNull Integer attempt) {}

  /** What a person decides about many. */
  @Introspected
  record DecisionsBody(
      @Nullable @Size(max = 20) String decision,
      @NotNull @Size(min = 1, max = 200) List<@Valid @NotNull DoubtBody> items) {}

  /**
   * What became of one of many.
   *
   * @param result DONE, or the code of why not
   */
  record OutcomeView(String id, String result, Optional<String> detail) {}

  /** How many it was decided about, and what became of each. */
  record OutcomesView(int done, List<OutcomeView> items) {}

  @Get
  PageView<DeliveryView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue String state,
      @Nullable @QueryValue String account,
      @Nullable @QueryValue String lead,
      @Nullable @QueryValue String campaign,
      @Nullable @QueryValue String failure,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    DeliveryFilter filter =
        new DeliveryFilter(
            given(state).map(word -> Words.constant(DispatchState.class, "state", word)),
            given(account).map(text -> Words.id("account", text, AccountId::of)),
            given(lead).map(text -> Words.id("lead", text, LeadId::of).value()),
            given(campaign)
                .map(text -> Words.id("campaign", text, id -> Ids.parse("campaign", id))),
            given(failure));
    Page<Delivery> page = engine.deliveries().list(actor, filter, PageRequest.of(limit, cursor));
    return new PageView<>(views(actor, page.items()), page.nextCursor().map(Cursor::text));
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).filter(each -> !each.isBlank());
  }

  @Get("/undecided")
  PageView<UndecidedView> undecided(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    Page<UndecidedDelivery> page =
        engine.deliveries().undecided(actor, PageRequest.of(limit, cursor));
    List<DeliveryView> views =
        views(actor, page.items().stream().map(UndecidedDelivery::delivery).toList());
    List<UndecidedView> items = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      UndecidedDelivery each = page.items().get(i);
      items.add(
          new UndecidedView(views.get(i).id(), views.get(i), each.askable(), each.againFrom()));
    }
    return new PageView<>(items, page.nextCursor().map(Cursor::text));
  }

  @Get("/{id}")
  DeliveryView get(@Parameter(hidden = true) Actor actor, String id) {
    return view(actor, engine.deliveries().get(actor, DispatchId.of(id)));
  }

  @Post("/{id}/decision")
  DeliveryView decide(
      @Parameter(hidden = true) Actor actor, String id, @Body @Valid DecisionBody body) {
    Doubt doubt = new Doubt(DispatchId.of(id), required("attempt", body.attempt()));
    return view(actor, engine.deliveries().decide(actor, doubt, decision(body.decision())));
  }

  /** Decides the same about many; one that cannot be decided about stops none of the others. */
  @Post("/decisions")
  OutcomesView decideAll(@Parameter(hidden = true) Actor actor, @Body @Valid DecisionsBody body) {
    DoubtDecision decision = decision(body.decision());
    List<Doubt> doubts =
        required("items", body.items()).stream()
            .map(item ->
                new Doubt(
                    DispatchId.of(required("id", item.id())), required("attempt", item.attempt())))
            .toList();
    DoubtResults results = engine.deliveries().decideAll(actor, doubts, decision);
    Map<DispatchId, DoubtResults.Refusal> refusals = new HashMap<>();
    results.refusals().forEach(each -> refusals.put(each.dispatchId(), each));
    return new OutcomesView(
        results.done(),
        doubts.stream()
            .map(Doubt::dispatchId)
            .distinct()
            .map(each -> {
              Optional<DoubtResults.Refusal> refusal = Optional.ofNullable(refusals.get(each));
              return new OutcomeView(
                  each.toString(),
                  refusal.map(why -> why.code().name()).orElse(DONE),
                  refusal.map(DoubtResults.Refusal::detail));
            })
            .toList());
  }

  private static DoubtDecision decision(@Nullable String word) {
    return Words.constant(DoubtDecision.class, "decision", word);
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw MceException.invalid(field, "The field " + field + " is missing.");
    }
    return value;
  }

  private DeliveryView view(Actor actor, Delivery delivery) {
    return views(actor, List.of(delivery)).getFirst();
  }

  private List<DeliveryView> views(Actor actor, List<Delivery> deliveries) {
    Map<UUID, String> leads =
        leadNames(
            actor, deliveries.stream().map(each -> new LeadId(each.dispatch().leadId())).toList());
    Map<AccountId, String> accounts = accountNames(actor);
    return deliveries.stream().map(each -> DeliveryView.of(each, leads, accounts)).toList();
  }

  private Map<UUID, String> leadNames(Actor actor, Collection<LeadId> ids) {
    Map<UUID, String> names = new HashMap<>();
    if (actor.permissions().contains(Permission.LEAD_READ)) {
      engine
          .leads()
          .names(actor.organizationId(), ids.stream().distinct().toList())
          .forEach((id, name) -> names.put(id.value(), name));
    }
    return names;
  }

  private Map<AccountId, String> accountNames(Actor actor) {
    return actor.permissions().contains(Permission.CHANNEL_READ)
        ? engine.providerAccounts().list(actor).stream()
            .collect(Collectors.toMap(ProviderAccount::id, ProviderAccount::name))
        : Map.of();
  }
}
