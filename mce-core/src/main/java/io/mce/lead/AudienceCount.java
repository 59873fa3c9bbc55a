package io.mce.lead;

/**
 * How many leads fit the statuses, sources and tags of an audience, by whether they may be written
 * to.
 *
 * @param eligible who may: the audience
 * @param optedOut who does not want to hear from us
 * @param paused whose automation is paused
 * @param unreachable without a phone number or channel id
 */
public record AudienceCount(long eligible, long optedOut, long paused, long unreachable) {}
