/** Tests of the server as its clients see it: over HTTP, on real databases. */
@NullMarked
package io.mce.app;

import org.jspecify.annotations.NullMarked;
