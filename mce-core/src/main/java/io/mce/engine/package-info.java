/**
 * The facade: {@link io.mce.engine.MceEngine} is what a host builds, starts, calls and closes.
 *
 * <p>Puts all features together; nothing depends on this package.
 */
@NullMarked
package io.mce.engine;

import org.jspecify.annotations.NullMarked;
