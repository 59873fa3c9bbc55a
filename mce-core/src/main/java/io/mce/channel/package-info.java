/**
 * Messages on their way out: the {@link io.mce.channel.Outbox}, the {@link io.mce.channel.SendGate}
 * that campaigns and conversations close and open, the worker that hands messages to carriers, and
 * what becomes of receipts.
 *
 * <p>No duplicate that could have been prevented, nobody silently skipped, every doubt listed.
 * Publishes the life of a dispatch as events. May use organization, provider and privacy.
 */
@NullMarked
package io.mce.channel;

import org.jspecify.annotations.NullMarked;
