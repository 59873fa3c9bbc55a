/** Tests of the Telnyx channels, against a Telnyx that is played on the loopback interface. */
@NullMarked
package io.mce.telnyx;

import org.jspecify.annotations.NullMarked;
