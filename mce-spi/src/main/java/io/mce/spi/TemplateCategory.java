package io.mce.spi;

/** What a carrier takes a template or a message for; prices and rules follow from it. */
@Experimental
public enum TemplateCategory {
  /** Offers, news, invitations: whatever the person did not ask for. */
  MARKETING,
  /** Concerns something the person has agreed to: an order, an appointment. */
  UTILITY,
  /** An answer within the reply window; a category of prices, never of templates. */
  SERVICE,
  /** One-time codes. */
  AUTHENTICATION
}
