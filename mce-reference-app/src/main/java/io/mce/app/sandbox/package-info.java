/**
 * A channel that behaves like a carrier and reaches nobody, so that everything can be seen without
 * credentials: it accepts, reports sent, delivered and read after a while, fails as told, and lets
 * people write back from a phone on the screen.
 *
 * <p>A plugin like any other: uses {@code io.mce.spi} only. Its public face to the app is {@link
 * io.mce.app.sandbox.SandboxPhones}.
 */
@NullMarked
package io.mce.app.sandbox;

import org.jspecify.annotations.NullMarked;
