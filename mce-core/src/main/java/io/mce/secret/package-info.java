/**
 * Keeps secrets and personal values unreadable in the database: one {@link
 * io.mce.secret.MasterKey}, keys per organization derived from it ({@link io.mce.secret.KeyRing}),
 * sealing ({@link io.mce.secret.SecretBox}) and keyed match keys for looking up what is sealed
 * ({@link io.mce.secret.MatchKeys}). Replaces the master key while the engine runs: features
 * declare what they seal as {@link io.mce.secret.SealedColumn}s.
 *
 * <p>Uses kernel, persistence and job.
 */
@NullMarked
package io.mce.secret;

import org.jspecify.annotations.NullMarked;
