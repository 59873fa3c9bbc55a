/**
 * The crash proof: engines in processes of their own are killed in the middle of sending, and a
 * carrier in another process keeps a journal of what it took. Start at {@link
 * io.mce.crash.CrashProofTest}; {@link io.mce.crash.CrashVerdict} says what has to hold.
 */
@NullMarked
package io.mce.crash;

import org.jspecify.annotations.NullMarked;
