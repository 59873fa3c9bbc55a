/**
 * A channel for Echo, an invented carrier: the whole of a plugin, to read and to copy.
 *
 * <p>Read factory, settings, channel, api, errors, webhooks. Depends on {@code io.mce.spi} only.
 */
@NullMarked
package com.example.echo;

import org.jspecify.annotations.NullMarked;
