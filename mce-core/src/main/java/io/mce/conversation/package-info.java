/**
 * What is said between an organization and its leads: {@link io.mce.conversation.Conversations},
 * the one way to send, and what happens when a lead answers: the bubble, the pause, the opt-out.
 *
 * <p>Publishes MessageQueued and MessageArrived. May use organization, privacy, provider, lead,
 * journey, ingestion, template and channel.
 */
@NullMarked
package io.mce.conversation;

import org.jspecify.annotations.NullMarked;
