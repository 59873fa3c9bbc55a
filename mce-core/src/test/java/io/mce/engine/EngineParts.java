package io.mce.engine;

import com.google.inject.Module;

/** Opens the inside of an engine to the tests of its parts. */
public final class EngineParts {

  private EngineParts() {}

  /** A part of a running engine. */
  public static <T> T part(MceEngine engine, Class<T> type) {
    return engine.service(type);
  }

  /** Builds the engine with some parts replaced. */
  public static MceEngineBuilder replacing(MceEngineBuilder builder, Module module) {
    return builder.override(module);
  }
}
