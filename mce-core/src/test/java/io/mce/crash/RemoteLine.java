package io.mce.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One account at the remote: takes messages, writes each down before it answers. Thread-safe. */
final class RemoteLine {

  private final RemoteMode mode;
  private final Duration before;
  private final Duration after;
  private final RemoteJournal journal;
  private final Map<String, String> remoteIds = new HashMap<>();
  private int accepted;

  private RemoteLine(RemoteMode mode, Duration before, Duration after, RemoteJournal journal) {
    this.mode = mode;
    this.before = before;
    this.after = after;
    this.journal = journal;
  }

  /**
   * Opens a line with an empty journal.
   *
   * @param before how long it ponders a message before it takes it
   * @param after how long the answer takes once the message is taken
   */
  static RemoteLine open(Path journal, RemoteMode mode, Duration before, Duration after)
      throws IOException {
    return new RemoteLine(mode, before, after, RemoteJournal.create(journal));
  }

  RemoteMode mode() {
    return mode;
  }

  /** Takes a message, also one that it has; returns the remote id of this acceptance. */
  String accept(String messageId, String to) {
    pause(before);
    String remoteId = write(messageId, to);
    pause(after);
    return remoteId;
  }

  private synchronized String write(String messageId, String to) {
    String remoteId = "remote-" + (accepted + 1);
    try {
      journal.write(new Acceptance(messageId, remoteId, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepted++;
    remoteIds.putIfAbsent(messageId, remoteId);
    notifyAll();
    return remoteId;
  }

  /** The remote id under which it took the message first. */
  synchronized Optional<String> find(String messageId) {
    return Optional.ofNullable(remoteIds.get(messageId));
  }

  /** Waits until so many were taken, or for so long; returns how many were. */
  synchronized int awaitAccepted(int atLeast, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    try {
      while (accepted < atLeast) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
          return accepted;
        }
        wait(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return accepted;
  }

  private static void pause(Duration duration) {
    if (duration.isPositive()) {
      LockSupport.parkNanos(duration.toNanos());
    }
  }
}
