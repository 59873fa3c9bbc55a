package io.mce.portals;

import io.mce.spi.tck.LeadRemote;
import io.mce.spi.tck.LoopbackHttp;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A portal on the loopback interface; each portal says how it answers. */
abstract class FakePortal implements LeadRemote {

  /** When leads arrive at the portal where no test says so. */
  static final Instant ARRIVED = Instant.parse("2026-03-02T08:55:00Z");

  /** A lead as the portal has it. */
  record Person(String id, String name, String phone, Instant at) {}

  private final List<Person> people = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<Fault>> fault = new AtomicReference<>(Optional.empty());
  private final LoopbackHttp http = LoopbackHttp.start(this::answer);
  private volatile Clock clock = Clock.fixed(ARRIVED, ZoneOffset.UTC);
  private volatile String lastPath = "";
  private volatile String lastBody = "";

  /** Answers a request that is well. */
  abstract LoopbackHttp.Response answer(String path, Map<String, String> query, String body);

  /** What the portal says to wrong credentials. */
  abstract LoopbackHttp.Response refusal();

  URI root() {
    return URI.create(http.url() + "/");
  }

  List<Person> people() {
    return people;
  }

  String lastPath() {
    return lastPath;
  }

  String lastBody() {
    return lastBody;
  }

  @Override
  public void follow(Clock newClock) {
    clock = newClock;
  }

  @Override
  public void add(String name, String phone) {
    people.add(new Person("90071992547409931" + people.size(), name, phone, clock.instant()));
  }

  @Override
  public void failNext(Fault what) {
    if (what == Fault.LOST) {
      http.loseNextAnswer();
    } else {
      fault.set(Optional.of(what));
    }
  }

  @Override
  public void goAway() {
    http.goAway();
  }

  @Override
  public void close() {
    http.close();
  }

  private LoopbackHttp.Response answer(LoopbackHttp.Request request) {
    lastPath = request.path();
    lastBody = request.body();
    Optional<Fault> now = fault.getAndSet(Optional.empty());
    if (now.isPresent()) {
      return switch (now.get()) {
        case TOO_OFTEN -> new LoopbackHttp.Response(429, Map.of("Retry-After", "30"), "slow down");
        case FORBIDDEN -> refusal();
        case BROKEN, LOST -> LoopbackHttp.Response.of(503, "down");
        case GARBLED -> LoopbackHttp.Response.of(200, "<html>Sign in to the network</html>");
      };
    }
    int question = request.path().indexOf('?');
    String path = question < 0 ? request.path() : request.path().substring(0, question);
    return answer(
        path, decoded(question < 0 ? "" : request.path().substring(question + 1)), request.body());
  }

  static Map<String, String> decoded(String form) {
    Map<String, String> values = new HashMap<>();
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
