/** Changes of many leads over HTTP. */
@NullMarked
package io.mce.app.bulk;

import org.jspecify.annotations.NullMarked;
