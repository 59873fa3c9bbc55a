/** Campaigns over HTTP: create, start, watch. */
@NullMarked
package io.mce.app.campaign;

import org.jspecify.annotations.NullMarked;
