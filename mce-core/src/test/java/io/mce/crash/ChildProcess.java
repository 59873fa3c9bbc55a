package io.mce.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A Java process of ours, on the class path of this one. It reports in lines that begin with
 * {@value #MARK}, takes commands on its standard input, and ends when that ends: it cannot outlive
 * us.
 */
final class ChildProcess implements AutoCloseable {

  private static final String MARK = "@@ ";
  private static final int FAILED = 1;
  private static final int KILLED = 128 + 9;
  private static final int LOG_LINES = 200;

  private final Process process;
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
  private final List<String> log = new ArrayList<>();
  private final Thread reader;

  private ChildProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("child-" + process.pid()).start(this::read);
  }

  /** Starts the main method of a class with a small heap. */
  static ChildProcess start(Class<?> main, int heapMegabytes, List<String> arguments) {
    return start(main, heapMegabytes, ClassArchive.options(), arguments);
  }

  /** The same with options that say, among others, the class path. */
  static ChildProcess start(
      Class<?> main, int heapMegabytes, List<String> options, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dguice_bytecode_gen_option=DISABLED"));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(arguments);
    try {
      return new ChildProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the child: reports to the parent. */
  static void tell(String report) {
    synchronized (System.out) {
      System.out.println(MARK + report);
      System.out.flush();
    }
  }

  /**
   * In the child, first of all: runs the work and hands over what the parent says. The process
   * halts when the work fails or the parent is gone, whatever other threads do.
   */
  static void serve(Work work, Consumer<String> commands) {
    Thread.ofPlatform().daemon().name("parent").start(() -> obey(commands));
    try {
      work.run();
    } catch (Exception | Error e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(FAILED);
    }
    while (true) {
      LockSupport.park();
    }
  }

  private static void obey(Consumer<String> commands) {
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        commands.accept(line);
      }
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
    }
    Runtime.getRuntime().halt(FAILED);
  }

  /** What a child is there for; returns when everything runs. */
  interface Work {
    void run() throws Exception;
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(MARK)) {
          reports.add(line.substring(MARK.length()));
        } else {
          keep(line);
        }
      }
    } catch (IOException e) {
      keep("output ended: " + e.getMessage());
    }
  }

  private synchronized void keep(String line) {
    log.add(line);
    if (log.size() > LOG_LINES) {
      log.removeFirst();
    }
  }

  /** What the process printed beside its reports, the end of it. */
  synchronized String log() {
    return String.join("\n", log);
  }

  /** Waits for the report that begins with a word, passing over others; returns the rest of it. */
  String await(String word, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        String report = reports.poll(50, TimeUnit.MILLISECONDS);
        if (report != null && report.startsWith(word)) {
          return report.substring(word.length()).strip();
        }
        if (report == null && !process.isAlive() && !reader.isAlive() && reports.isEmpty()) {
          throw new IllegalStateException(
              "process ended with " + process.exitValue() + " before " + word + "\n" + log());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("no " + word + " within " + within + "\n" + log());
  }

  /** Returns the rest of a report that begins with a word, waiting a moment; others are kept. */
  Optional<String> poll(String word) {
    for (String report : reports) {
      if (report.startsWith(word) && reports.remove(report)) {
        return Optional.of(report.substring(word.length()).strip());
      }
    }
    if (!process.isAlive() && !reader.isAlive()) {
      throw new IllegalStateException(
          "process ended with " + process.exitValue() + " before " + word + "\n" + log());
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    return Optional.empty();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Gives a command. */
  void say(String command) {
    try {
      process.outputWriter(StandardCharsets.UTF_8).append(command).append('\n').flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills with SIGKILL, which leaves the process not one more instruction. */
  void kill() {
    process.destroyForcibly();
    int code = waitFor(Duration.ofSeconds(30));
    if (code != KILLED) {
      throw new IllegalStateException("not killed, but ended with " + code + "\n" + log());
    }
  }

  /** Stops the process where it is, with SIGSTOP, of which it learns nothing. */
  void freeze() {
    signal("STOP");
  }

  /** Lets a stopped process go on. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException("SIG" + name + " was not sent");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Waits for the end; returns the exit code. */
  int waitFor(Duration within) {
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("process does not end within " + within + "\n" + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    waitFor(Duration.ofSeconds(30));
  }
}
