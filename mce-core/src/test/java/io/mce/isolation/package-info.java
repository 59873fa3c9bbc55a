/**
 * Proofs that organizations are kept apart: every method of the engine's services is offered ids of
 * another organization, every statement is tried without what keeps it to its own.
 */
@NullMarked
package io.mce.isolation;

import org.jspecify.annotations.NullMarked;
