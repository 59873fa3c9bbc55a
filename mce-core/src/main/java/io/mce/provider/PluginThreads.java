package io.mce.provider;

import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Virtual threads for what plugins do in the background and for calls that must end in time. */
final class PluginThreads implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PluginThreads.class);
  private static final int PARALLEL = 32;

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mce-plugin-", 1).factory());

  @Inject
  PluginThreads() {}

  /** Runs the background work of a plugin; what it throws is logged. */
  Executor executor() {
    return task -> threads.execute(() -> guarded(task));
  }

  /**
   * Does all of this at once, {@value #PARALLEL} at a time, and waits a bounded time; what is not
   * done then goes on by itself.
   *
   * @return whether any of it answered true
   */
  boolean all(Duration limit, List<Callable<Boolean>> work) {
    Semaphore places = new Semaphore(PARALLEL);
    List<Future<Boolean>> futures =
        work.stream().map(each -> threads.submit(() -> inPlace(places, each))).toList();
    long deadline = System.nanoTime() + limit.toNanos();
    boolean any = false;
    for (Future<Boolean> future : futures) {
      any |= result(future, deadline);
    }
    return any;
  }

  private static boolean inPlace(Semaphore places, Callable<Boolean> work) throws Exception {
    places.acquire();
    try {
      return work.call();
    } finally {
      places.release();
    }
  }

  private static boolean result(Future<Boolean> future, long deadline) {
    try {
      return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      log.warn("an account could not be looked after", e.getCause());
    } catch (TimeoutException e) {
      log.debug("an account is slow", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /**
   * Calls a plugin and waits a bounded time.
   *
   * @throws ProviderException what the plugin threw, as {@link PluginFailures#beforeCall} sees it;
   *     UNAVAILABLE when it did not return in time
   */
  <T> T within(Duration limit, Callable<T> call) {
    Future<T> future;
    try {
      future = threads.submit(call);
    } catch (RejectedExecutionException e) {
      throw ProviderException.unavailable("The engine is stopping.", e);
    }
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw PluginFailures.beforeCall(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      future.cancel(true);
      throw ProviderException.unavailable(
          "The account did not answer within " + limit.toSeconds() + " seconds.", e);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw ProviderException.unavailable("The engine is stopping.", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      log.warn("background work of a plugin failed: {}", PluginFailures.describe(e));
    }
  }
}
