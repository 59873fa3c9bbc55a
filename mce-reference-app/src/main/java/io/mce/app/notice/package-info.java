/** Notices over HTTP. */
@NullMarked
package io.mce.app.notice;

import org.jspecify.annotations.NullMarked;
