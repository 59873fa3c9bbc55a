/**
 * Figures for people: counts that a projection of the event log keeps, so that a dashboard reads a
 * handful of rows however many leads there are.
 *
 * <p>{@link io.mce.analytics.Dashboard} is the API. Reads only, but for its own counters; uses
 * organization, lead and conversation.
 */
@NullMarked
package io.mce.analytics;

import org.jspecify.annotations.NullMarked;
