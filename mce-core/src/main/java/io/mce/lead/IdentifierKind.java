package io.mce.lead;

import io.mce.spi.AddressScheme;

/** Kinds of names by which a lead is known again. */
enum IdentifierKind {
  PHONE("phone"),
  EMAIL("email"),
  WHATSAPP_USER("whatsapp-user"),
  OPAQUE("opaque"),
  /** The id that a source has for the lead. */
  EXTERNAL("external");

  private final String matchKind;

  IdentifierKind(String matchKind) {
    this.matchKind = matchKind;
  }

  static IdentifierKind of(AddressScheme scheme) {
    return switch (scheme) {
      case E164 -> PHONE;
      case EMAIL -> EMAIL;
      case WHATSAPP_USER -> WHATSAPP_USER;
      case OPAQUE -> OPAQUE;
    };
  }

  /** Keeps equal texts of different kinds apart. */
  String matchKind() {
    return matchKind;
  }

  /** Tells whether it belongs to one lead only; an e-mail address may be shared. */
  boolean isUnique() {
    return this != EMAIL;
  }
}
