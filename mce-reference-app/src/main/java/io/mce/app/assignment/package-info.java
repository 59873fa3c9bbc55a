/** Who gets which lead, and why. */
@NullMarked
package io.mce.app.assignment;

import org.jspecify.annotations.NullMarked;
