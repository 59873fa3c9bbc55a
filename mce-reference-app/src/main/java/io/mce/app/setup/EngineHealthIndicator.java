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
    return HealthResult.builder("engine", health.isUp() ? HealthStatus.UP : HealthStatus.DOWN)
        .details(Map.of("problems", health.problems()))
        .build();
  }
}
