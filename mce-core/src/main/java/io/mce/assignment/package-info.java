/**
 * Who takes care of which lead. Leads are given by the plan of the organization ({@link
 * io.mce.assignment.AssignmentPlans}: rules, then a policy, which the host may replace by its own
 * {@link io.mce.assignment.AssignmentPolicy}) to members who are there and have room ({@link
 * io.mce.assignment.Availabilities}). What nobody can take waits and is given when somebody can.
 * Uses organization, lead and notification.
 */
@NullMarked
package io.mce.assignment;

import org.jspecify.annotations.NullMarked;
