package io.mce.analytics;

import java.time.LocalDate;

/**
 * One day.
 *
 * @param leads leads that came
 * @param converted how often a lead was set to converted
 * @param sent messages that carriers took
 * @param replies messages that came from leads
 */
public record DayFigures(LocalDate day, long leads, long converted, long sent, long replies) {}
