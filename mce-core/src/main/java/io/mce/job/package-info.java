/**
 * Background work: {@link io.mce.job.Worker}s that loop over what is due, {@link
 * io.mce.job.DueWork} that says where something is due, and recurring {@link io.mce.job.Jobs} on
 * db-scheduler. In tests the same work runs on the calling thread.
 */
@NullMarked
package io.mce.job;

import org.jspecify.annotations.NullMarked;
