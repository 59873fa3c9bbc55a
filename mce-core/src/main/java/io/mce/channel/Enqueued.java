package io.mce.channel;

import java.util.UUID;

/**
 * What became of a request to send.
 *
 * @param dispatchId the dispatch of this reason
 * @param messageId the message it carries: that of the first request when this one repeats it
 * @param repeated whether there was one already, so that nothing was added
 */
public record Enqueued(DispatchId dispatchId, UUID messageId, boolean repeated) {}
