/**
 * What leads do with us. {@link io.mce.journey.Interaction} is the role by which low features hear
 * of the events of high ones; {@link io.mce.journey.OutsideContact} the one by which they hear of
 * contacts that people log. Uses lead.
 */
@NullMarked
package io.mce.journey;

import org.jspecify.annotations.NullMarked;
