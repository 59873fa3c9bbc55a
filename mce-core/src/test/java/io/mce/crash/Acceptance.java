package io.mce.crash;

/**
 * One message that the remote took.
 *
 * @param messageId our id of it
 * @param remoteId the remote's id, another one each time
 * @param to whom it was for
 */
record Acceptance(String messageId, String remoteId, String to) {}
