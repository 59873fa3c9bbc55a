/**
 * How far an organization is set up: which first steps are done, judged by what is there, and which
 * its people chose to skip.
 *
 * <p>{@link io.mce.setup.Setup} is the API. Publishes {@link io.mce.setup.SetupStepSkipped}; reads
 * the features that the steps are about and raises one notice where a setup was left half done.
 */
@NullMarked
package io.mce.setup;

import org.jspecify.annotations.NullMarked;
