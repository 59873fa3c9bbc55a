/**
 * WhatsApp over the Cloud API of Meta. Read factory, settings, channel, api, errors; then what is
 * sent ({@code MessageBodies}) and what comes ({@code WhatsAppCloudWebhooks}). Uses the SPI and
 * Jackson.
 */
@NullMarked
package io.mce.whatsapp;

import org.jspecify.annotations.NullMarked;
