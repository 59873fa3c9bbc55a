package io.mce.privacy;

/**
 * What holds now for a purpose and a channel: the newest record, and whether it is a yes that has
 * not ended.
 */
public record ConsentState(Consent latest, boolean granted) {}
