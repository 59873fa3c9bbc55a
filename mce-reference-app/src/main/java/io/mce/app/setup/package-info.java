/**
 * Reads the configuration from the environment and starts what the server consists of: the engine,
 * the server's own database, the keys.
 */
@NullMarked
package io.mce.app.setup;

import org.jspecify.annotations.NullMarked;
