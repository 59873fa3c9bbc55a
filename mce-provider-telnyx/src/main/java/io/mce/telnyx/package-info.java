/**
 * SMS, MMS and WhatsApp over Telnyx: two channels of one carrier.
 *
 * <p>Read factory, settings, channel ({@code TelnyxSms}, {@code TelnyxWhatsApp} and what they share
 * in {@code TelnyxChannel}), api, errors, webhooks. Uses the SPI, the JDK's HTTP client and a
 * reader of JSON.
 */
@NullMarked
package io.mce.telnyx;

import org.jspecify.annotations.NullMarked;
