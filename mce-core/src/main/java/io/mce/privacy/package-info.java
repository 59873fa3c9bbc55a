/**
 * What persons may ask for, and what the law asks of us: {@link io.mce.privacy.Privacy} (export,
 * erasure), {@link io.mce.privacy.Consents}, {@link io.mce.privacy.RetentionPolicies}, and {@link
 * io.mce.privacy.Suppressions}, kept by keyed match key so that they outlive the lead they came
 * from. Which tables hold what about a person is told by each feature's {@link
 * io.mce.kernel.PersonalDataHolder}.
 *
 * <p>Publishes RecipientSuppressed, SuppressionLifted, PersonExported, PersonErased,
 * ConsentRecorded, RetentionChanged and RetentionApplied. May use organization.
 */
@NullMarked
package io.mce.privacy;

import org.jspecify.annotations.NullMarked;
