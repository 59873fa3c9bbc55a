/** Export, erasure, consents, do not contact and retention over HTTP. */
@NullMarked
package io.mce.app.privacy;

import org.jspecify.annotations.NullMarked;
