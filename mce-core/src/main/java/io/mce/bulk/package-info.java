/**
 * One change of very many leads: a status, an owner, tags, a company or a metadata key, or into the
 * archive. Works in the background, goes on where it was after a crash, lists what it could not
 * change, and can be undone for 30 days. Every lead is changed by the same commands as a single
 * one. Publishes when a change starts, goes on and ends. Uses organization, lead, segment and
 * assignment.
 */
@NullMarked
package io.mce.bulk;

import org.jspecify.annotations.NullMarked;
