package io.mce.spi.tck;

/**
 * A message as a remote took it over.
 *
 * @param remoteId the id that the remote gave it
 * @param to the value of the address it was sent to
 * @param text what it says; for content other than text whatever the remote makes of it
 */
public record RemoteMessage(String remoteId, String to, String text) {}
