package io.mce.ingestion;

import com.google.inject.AbstractModule;
import com.google.inject.Module;

/** Opens the path of an import to the crash proof. */
public final class ImportPath {

  /** Told when the rows of a batch are stored, but neither counted nor committed. */
  public interface Probe {
    /** May block; runs on the worker's thread, inside its transaction. */
    void pass();
  }

  private ImportPath() {}

  /** What to replace in an engine. */
  public static Module replacements(Probe probe) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(ImportProbe.class).toInstance(before -> probe.pass());
      }
    };
  }
}
