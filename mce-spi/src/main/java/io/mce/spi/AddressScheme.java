package io.mce.spi;

/**
 * What kind of name an {@link Address} is. A person may have several, and no phone number at all.
 */
public enum AddressScheme {
  /** A phone number in international form: a plus sign and 7 to 15 digits. */
  E164,
  /** An e-mail address. */
  EMAIL,
  /** WhatsApp's business-scoped user id; means nothing outside the business it was issued for. */
  WHATSAPP_USER,
  /** An id that only the channel itself understands, such as a short code or a chat id. */
  OPAQUE
}
