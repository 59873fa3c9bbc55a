/**
 * Who must not be written to: {@link io.mce.privacy.Suppressions}, kept by keyed match key so that
 * they outlive the lead they came from.
 *
 * <p>Publishes RecipientSuppressed and SuppressionLifted. May use organization.
 */
@NullMarked
package io.mce.privacy;

import org.jspecify.annotations.NullMarked;
