/**
 * Campaigns: messages in steps to an audience of leads. Starting one enrols every eligible lead
 * once; each enrolment then takes its steps in time, until the lead answers, opts out, is paused,
 * or has had the last one.
 *
 * <p>{@link io.mce.campaign.Campaigns} is the API. Progress is the set of enrolments, never a
 * position in a list, so that a pause, a crash or a second worker loses nobody and doubles nobody.
 * Publishes the life of a campaign as events; uses lead, channel and conversation.
 */
@NullMarked
package io.mce.campaign;

import org.jspecify.annotations.NullMarked;
