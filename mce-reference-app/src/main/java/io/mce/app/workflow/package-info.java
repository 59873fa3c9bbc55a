/** Workflows over HTTP. */
@NullMarked
package io.mce.app.workflow;

import org.jspecify.annotations.NullMarked;
