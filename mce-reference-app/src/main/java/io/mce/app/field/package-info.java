/** Custom fields over HTTP: what the organization wants to know of its leads. */
@NullMarked
package io.mce.app.field;

import org.jspecify.annotations.NullMarked;
