/** Projects over HTTP. */
@NullMarked
package io.mce.app.project;

import org.jspecify.annotations.NullMarked;
