/** The organization and its members over HTTP. */
@NullMarked
package io.mce.app.organization;

import org.jspecify.annotations.NullMarked;
