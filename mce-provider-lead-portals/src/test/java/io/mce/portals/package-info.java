/** Tests of the lead portals. */
@NullMarked
package io.mce.portals;

import org.jspecify.annotations.NullMarked;
