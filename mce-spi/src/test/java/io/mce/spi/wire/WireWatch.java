package io.mce.spi.wire;

import io.mce.spi.tck.LoopbackHttp.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Looks at every request that reaches a scripted remote. What is wrong comes up where the remote is
 * closed, so that a test fails whatever it is about. Thread-safe.
 */
public final class WireWatch implements Consumer<Request> {

  /** What tests put before every path, as somebody's proxy. */
  private static final Pattern PROXY = Pattern.compile("^/proxy(?=/)");

  private final List<WireSpec> specs;
  private final Pattern elsewhere;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> seen = new TreeSet<>();

  /**
   * A watch.
   *
   * @param specs what requests are held against; the first one names the operations
   * @param elsewhere paths that are not the carrier's API: files, wherever they lie
   */
  public WireWatch(List<WireSpec> specs, Pattern elsewhere) {
    this.specs = List.copyOf(specs);
    this.elsewhere = elsewhere;
  }

  @Override
  public synchronized void accept(Request asked) {
    Request request =
        new Request(
            asked.method(),
            PROXY.matcher(asked.path()).replaceFirst(""),
            asked.headers(),
            asked.body());
    if (elsewhere.matcher(request.path()).matches()) {
      return;
    }
    specs.forEach(spec -> problems.addAll(spec.problems(request)));
    specs.getFirst().operation(request).ifPresent(seen::add);
  }

  /** The operations that were asked for, and rightly. */
  public synchronized Set<String> seen() {
    return Set.copyOf(seen);
  }

  /** Fails when one of the requests was wrong. */
  public synchronized void requireRight() {
    if (!problems.isEmpty()) {
      throw new AssertionError(
          "requests that the carrier does not understand:\n" + String.join("\n", problems));
    }
  }
}
