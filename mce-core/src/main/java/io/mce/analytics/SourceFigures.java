package io.mce.analytics;

/** How many leads came from a source. */
public record SourceFigures(String source, long leads) {}
