/**
 * Workflows: when something happens to a lead, and conditions hold, do something: send a message,
 * change the score or the status, raise a notice.
 *
 * <p>{@link io.mce.workflow.Workflows} is the API. A workflow runs at most once per event; all
 * effects of a run commit together with it, or none. Publishes the end of runs; uses lead, scoring,
 * conversation and notification.
 */
@NullMarked
package io.mce.workflow;

import org.jspecify.annotations.NullMarked;
