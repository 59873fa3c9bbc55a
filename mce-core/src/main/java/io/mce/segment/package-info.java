/**
 * Segments: conditions on leads, nested as deep as a person can still read, that serve the list,
 * campaigns and workflows alike; and saved views of the list. {@link io.mce.segment.Segments} and
 * {@link io.mce.segment.SavedViews} are the services. Publishes what happens to both. Keeps a count
 * of its own of who wrote to whom. Uses organization, project, field, lead, journey and channel.
 */
@NullMarked
package io.mce.segment;

import org.jspecify.annotations.NullMarked;
