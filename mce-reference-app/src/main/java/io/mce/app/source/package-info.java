/** Lead sources and the public addresses that leads and carriers' callbacks come in by. */
@NullMarked
package io.mce.app.source;

import org.jspecify.annotations.NullMarked;
