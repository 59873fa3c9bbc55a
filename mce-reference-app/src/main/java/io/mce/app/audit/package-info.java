/** The audit trail over HTTP. */
@NullMarked
package io.mce.app.audit;

import org.jspecify.annotations.NullMarked;
