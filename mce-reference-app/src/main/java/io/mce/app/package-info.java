/**
 * The server: starts the engine, speaks HTTP and serves the web UI.
 *
 * <p>Uses the engine's facade and its public feature types; nothing of the engine knows this
 * package.
 */
@NullMarked
package io.mce.app;

import org.jspecify.annotations.NullMarked;
