/**
 * Rows of a Google Sheet as leads: {@link io.mce.sheets.SheetsFactory}, its settings, the source
 * that is polled, and what it knows of Google's API. Uses the SPI and Google's client, nothing else
 * of the engine.
 */
@NullMarked
package io.mce.sheets;

import org.jspecify.annotations.NullMarked;
