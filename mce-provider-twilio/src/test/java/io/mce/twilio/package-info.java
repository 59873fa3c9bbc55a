/** Tests of Twilio. */
@NullMarked
package io.mce.twilio;

import org.jspecify.annotations.NullMarked;
