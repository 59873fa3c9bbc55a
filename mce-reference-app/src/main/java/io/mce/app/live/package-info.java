/** The live feed: recent events, and a stream that goes on where the reader left it. */
@NullMarked
package io.mce.app.live;

import org.jspecify.annotations.NullMarked;
