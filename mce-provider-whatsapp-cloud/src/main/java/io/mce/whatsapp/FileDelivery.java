package io.mce.whatsapp;

/** How files reach WhatsApp. */
enum FileDelivery {
  /** WhatsApp fetches them from their address, which must be open to the internet. */
  LINK,
  /** They are fetched here and uploaded before each message. */
  UPLOAD
}
