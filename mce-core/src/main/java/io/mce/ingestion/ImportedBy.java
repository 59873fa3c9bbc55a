package io.mce.ingestion;

import io.mce.kernel.Actor;

/** Who started an import, or undid it. */
public record ImportedBy(Actor.Kind kind, String id) {

  static ImportedBy of(Actor actor) {
    return new ImportedBy(actor.kind(), actor.id());
  }

  /** Reads the form in which it is stored. */
  static ImportedBy of(String text) {
    int split = text.indexOf(':');
    return new ImportedBy(Actor.Kind.valueOf(text.substring(0, split)), text.substring(split + 1));
  }

  String text() {
    return kind + ":" + id;
  }
}
