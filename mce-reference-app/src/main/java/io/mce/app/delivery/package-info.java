/** The delivery log, what people decide about doubts, and the list of suppressed addresses. */
@NullMarked
package io.mce.app.delivery;

import org.jspecify.annotations.NullMarked;
