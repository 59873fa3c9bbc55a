package io.mce.analytics;

/**
 * Leads that campaigns and workflows must not write to, by why.
 *
 * @param replied because they answered
 * @param optedOut because they opted out
 * @param other because a person took over or switched it off
 */
public record AutomationStopped(long replied, long optedOut, long other) {}
