/** Leads over HTTP: list, card, edit, create, ingest. */
@NullMarked
package io.mce.app.lead;

import org.jspecify.annotations.NullMarked;
