package io.mce.app.setup;

import io.mce.engine.EngineHealth;
import io.mce.engine.MceEngine;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tells whether the engine can work. */
@Singleton
final class EngineHealthIndicator implements HealthIndicator {

  /** It works: whoever shares out requests must not take it for dead. */
  private static final HealthStatus DEGRADED =
      new HealthStatus("DEGRADED", "It works, with warnings to read.", true, 500);

  private final MceEngine engine;

  EngineHealthIndicator(MceEngine engine) {
    this.engine = engine;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.fromCallable(this::result).subscribeOn(Schedulers.boundedElastic());
  }

  private HealthResult result() {
    EngineHealth health = engine.health();
    HealthStatus status =
        switch (health.state()) {
          case UP -> HealthStatus.UP;
          case DEGRADED -> DEGRADED;
          case DOWN -> HealthStatus.DOWN;
        };
    return HealthResult.builder("engine", status)
        .details(Map.of("problems", health.problems(), "warnings", health.warnings()))
        .build();
  }
}
