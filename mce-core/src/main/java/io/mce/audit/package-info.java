/**
 * The audit trail: who did what, when and from where, and what was refused, as a chain of hashes
 * per organization in which no line can be changed, removed or added unseen.
 */
@NullMarked
package io.mce.audit;

import org.jspecify.annotations.NullMarked;
