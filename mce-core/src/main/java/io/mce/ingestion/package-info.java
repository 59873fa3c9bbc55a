/**
 * Where leads come in: files, webhooks, the API, people who write to us. All of them go through
 * {@link io.mce.ingestion.Intake}, which reads, captures, scores and assigns in one short
 * transaction. Uses organization, lead, scoring and assignment.
 */
@NullMarked
package io.mce.ingestion;

import org.jspecify.annotations.NullMarked;
