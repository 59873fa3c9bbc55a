/**
 * SMS, MMS and WhatsApp over Twilio. Read factory, settings, channel, api, errors, webhooks: both
 * factories make the same channel for another {@link io.mce.twilio.TwilioMedium}. Uses the SPI and
 * Twilio's own client, whose requests {@link io.mce.twilio.TwilioHttp} sends once and no more.
 */
@NullMarked
package io.mce.twilio;

import org.jspecify.annotations.NullMarked;
