package io.mce.app.organization;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.setup.SetupProgress;
import io.mce.setup.SetupStep;
import io.mce.setup.StepState;
import io.micronaut.http.HttpStatus;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the organization is set up. */
@Tag(name = "organization")
@Controller("/api/setup")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class SetupController {

  private final MceEngine engine;

  SetupController(MceEngine engine) {
    this.engine = engine;
  }

  /** A step and how it stands. */
  record StepView(SetupStep step, StepState state) {}

  /**
   * The steps in their order.
   *
   * @param complete whether each is done or skipped
   * @param next the first that is neither
   */
  record SetupView(List<StepView> steps, boolean complete, Optional<SetupStep> next) {

    static SetupView of(SetupProgress progress) {
      return new SetupView(
          progress.steps().entrySet().stream()
              .map(step -> new StepView(step.getKey(), step.getValue()))
              .toList(),
          progress.complete(),
          progress.next());
    }
  }

  @Get
  SetupView progress(@Parameter(hidden = true) Actor actor) {
    return SetupView.of(engine.setup().progress(actor));
  }

  @Post("/{step}/skip")
  @Status(HttpStatus.OK)
  SetupView skip(@Parameter(hidden = true) Actor actor, String step) {
    return SetupView.of(engine.setup().skip(actor, named(step)));
  }

  private static SetupStep named(String text) {
    return Stream.of(SetupStep.values())
        .filter(step -> step.name().equals(text))
        .findFirst()
        .orElseThrow(() -> MceException.notFound("step of the setup"));
  }
}
