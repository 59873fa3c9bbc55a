/** The dashboard over HTTP. */
@NullMarked
package io.mce.app.dashboard;

import org.jspecify.annotations.NullMarked;
