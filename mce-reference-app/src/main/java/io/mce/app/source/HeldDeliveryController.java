package io.mce.app.source;

import io.mce.app.http.PageView;
import io.mce.engine.MceEngine;
import io.mce.ingestion.DeliveryId;
import io.mce.ingestion.HeldDelivery;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
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
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deliveries that were held back: not signed as their source signs, or without a lead. */
@Tag(name = "sources")
@Controller("/api/sources/held")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class HeldDeliveryController {

  private final MceEngine engine;

  HeldDeliveryController(MceEngine engine) {
    this.engine = engine;
  }

  /** A delivery that waits; {@code body} is what it brought, empty when it was too large. */
  record HeldDeliveryView(
      String id,
      String source,
      HeldDelivery.Reason reason,
      String contentType,
      String body,
      Instant receivedAt) {

    static HeldDeliveryView of(HeldDelivery held) {
      return new HeldDeliveryView(
          held.id().toString(),
          held.source().value(),
          held.reason(),
          held.contentType(),
          held.body(),
          held.receivedAt());
    }

    /** What it brought stays out. */
    @Override
    public String toString() {
      return "HeldDeliveryView[" + id + "]";
    }
  }

  /** What became of each lead. */
  record Settled(List<HookController.Taken> items) {}

  @Get
  PageView<HeldDeliveryView> list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    return PageView.of(
        engine.leadHooks().held(actor, PageRequest.of(limit, cursor)), HeldDeliveryView::of);
  }

  /** Takes the leads of a delivery after all. */
  @Post("/{id}/take")
  Settled take(@Parameter(hidden = true) Actor actor, String id) {
    return new Settled(
        engine.leadHooks().take(actor, DeliveryId.of(id)).stream()
            .map(HookController.Taken::of)
            .toList());
  }

  /** Throws a delivery away. */
  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void discard(@Parameter(hidden = true) Actor actor, String id) {
    engine.leadHooks().discard(actor, DeliveryId.of(id));
  }
}
