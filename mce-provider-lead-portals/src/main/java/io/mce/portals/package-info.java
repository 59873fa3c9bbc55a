/**
 * Leads of portals and advertisements that have to be asked for: Meta Lead Ads, 99acres,
 * MagicBricks, Housing.com. Each has a factory with its settings and a reader of its answers;
 * {@link io.mce.portals.PortalSource} walks through the time since the last pass for all of them.
 * Uses the SPI and a reader of JSON.
 */
@NullMarked
package io.mce.portals;

import org.jspecify.annotations.NullMarked;
