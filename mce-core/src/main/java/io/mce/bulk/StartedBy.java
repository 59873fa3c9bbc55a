package io.mce.bulk;

import io.mce.kernel.Actor;

/** Who started a change of many leads. */
public record StartedBy(Actor.Kind kind, String id) {

  static StartedBy of(Actor actor) {
    return new StartedBy(actor.kind(), actor.id());
  }

  /** Reads the form in which it is stored. */
  static StartedBy of(String text) {
    int split = text.indexOf(':');
    return new StartedBy(Actor.Kind.valueOf(text.substring(0, split)), text.substring(split + 1));
  }

  String text() {
    return kind + ":" + id;
  }
}
