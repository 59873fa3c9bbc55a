package com.example.embedding;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;

/** Saves what a person typed into the host's form, and says what became of it. */
final class LeadEditor {
  private final MceEngine engine;

  LeadEditor(MceEngine engine) {
    this.engine = engine;
  }

  /** Returns the sentence that the form shows. */
  String save(Actor actor, Lead seen, LeadChange change) {
    try {
      engine.leads().update(actor, seen.id(), change, seen.version());
      return "Saved.";
    } catch (MceException e) {
      return switch (e.code()) {
        case STALE_VERSION -> "Someone else edited this lead; load it again.";
        case INVALID -> String.join(" ", e.details().values());
        default -> throw e;
      };
    }
  }
}
