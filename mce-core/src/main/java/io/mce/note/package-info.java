/**
 * Notes about leads, and the log of calls, meetings and messages outside of the engine. {@link
 * io.mce.note.Notes} is the service; {@link io.mce.note.Timelines} shows them among what else
 * happened to a lead. Publishes what is written, changed and deleted. Uses lead, journey, privacy
 * and the audit trail.
 */
@NullMarked
package io.mce.note;

import org.jspecify.annotations.NullMarked;
