/**
 * Who takes care of which lead. New leads are dealt out to the members who may have them, in turn
 * unless the host supplies another {@link io.mce.assignment.AssignmentPolicy}. Uses organization
 * and lead.
 */
@NullMarked
package io.mce.assignment;

import org.jspecify.annotations.NullMarked;
