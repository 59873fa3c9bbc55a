/**
 * The durable event log: every change of state appends its event in its own transaction, numbered
 * per organization as one of the last things before commit, so that reading by number skips nothing
 * and never shows an effect before its cause.
 *
 * <p>{@link io.mce.event.Events} publishes, subscribes (at least once, in order per subject),
 * projects (exactly once, with the projection's own rows) and tails (live).
 */
@NullMarked
package io.mce.event;

import org.jspecify.annotations.NullMarked;
