package io.mce.app.live;

import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Sinks;

/** Ends the live streams when the server begins to stop: they would never end by themselves. */
@Singleton
final class Closing implements GracefulShutdownCapable {

  private final Sinks.Empty<Void> closing = Sinks.empty();

  /** Completes when the server begins to stop. */
  Publisher<Void> begins() {
    return closing.asMono();
  }

  @Override
  public CompletionStage<?> shutdownGracefully() {
    closing.tryEmitEmpty();
    return CompletableFuture.completedStage(true);
  }
}
