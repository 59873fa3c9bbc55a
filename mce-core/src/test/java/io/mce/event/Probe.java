package io.mce.event;

import org.jspecify.annotations.Nullable;

/** An event of the tests: a token, and the token of the event it reacts to. */
@EventName("test.probe")
record Probe(String about, String token, @Nullable String reactsTo) implements DomainEvent {

  static Probe of(String about, String token) {
    return new Probe(about, token, null);
  }

  @Override
  public Subject subject() {
    return new Subject("probe", about);
  }
}
