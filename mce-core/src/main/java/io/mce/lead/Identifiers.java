package io.mce.lead;

import io.mce.kernel.EmailAddress;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import io.mce.secret.MatchKeys;
import io.mce.secret.PersonalBox;
import io.mce.secret.SealedColumn;
import io.mce.spi.Address;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes identifiers: keys by which they are found, seals under which they are stored. */
final class Identifiers {

  private static final String SEAL = "lead-identifier";

  static final SealedColumn COLUMN =
      SealedColumn.of(
          "mce_lead_identifier", "value_sealed", List.of("lead_id", "kind", "match_key"), SEAL);

  private static final char SEPARATOR = '\u001f';

  private final MatchKeys matchKeys;
  private final PersonalBox secretBox;

  @Inject
  Identifiers(MatchKeys matchKeys, PersonalBox secretBox) {
    this.matchKeys = matchKeys;
    this.secretBox = secretBox;
  }

  /** Returns everything by which these details may be known, the surest first. */
  List<Identifier> of(OrganizationId organizationId, LeadDetails details) {
    List<Identifier> identifiers = new ArrayList<>(3);
    details.phone().ifPresent(phone -> identifiers.add(of(organizationId, phone)));
    for (Address channelId : details.channelIds()) {
      identifiers.add(of(organizationId, channelId));
    }
    details
        .externalId()
        .ifPresent(id ->
            identifiers.add(
                identifier(
                    organizationId,
                    IdentifierKind.EXTERNAL,
                    details.source().toLowerCase(Locale.ROOT) + SEPARATOR + id,
                    id)));
    details.email().ifPresent(email -> identifiers.add(of(organizationId, email)));
    return identifiers;
  }

  Identifier of(OrganizationId organizationId, PhoneNumber phone) {
    return identifier(
        organizationId,
        IdentifierKind.PHONE,
        PhoneNumbers.variantCanonical(phone).e164(),
        phone.e164());
  }

  Identifier of(OrganizationId organizationId, EmailAddress email) {
    return identifier(organizationId, IdentifierKind.EMAIL, email.matchForm(), email.address());
  }

  Identifier of(OrganizationId organizationId, Address address) {
    return switch (address.scheme()) {
      case E164 -> of(organizationId, new PhoneNumber(address.value()));
      case EMAIL ->
          identifier(
              organizationId,
              IdentifierKind.EMAIL,
              EmailAddress.parse(address.value())
                  .toOptional()
                  .map(EmailAddress::matchForm)
                  .orElse(address.value()),
              address.value());
      case WHATSAPP_USER, OPAQUE ->
          identifier(
              organizationId,
              IdentifierKind.of(address.scheme()),
              address.value(),
              address.value());
    };
  }

  /**
   * Returns what stands for the last digits of the phone number that an identifier is, if it is.
   */
  Optional<String> endingKey(OrganizationId organizationId, Identifier identifier) {
    return identifier.kind() == IdentifierKind.PHONE
        ? Optional.of(
            endingKey(organizationId, PhoneEnding.indexed(new PhoneNumber(identifier.value()))))
        : Optional.empty();
  }

  /** Returns what stands for the last digits of phone numbers. */
  String endingKey(OrganizationId organizationId, String digits) {
    return matchKeys.matchKey(organizationId, "phone-ending", digits);
  }

  String seal(OrganizationId organizationId, Identifier identifier) {
    return secretBox.seal(organizationId, SEAL, identifier.value());
  }

  /**
   * Opens a stored value.
   *
   * @throws MceException SEALED when it was not sealed for this organization
   */
  String open(OrganizationId organizationId, StoredIdentifier stored) {
    return secretBox.openText(organizationId, SEAL, stored.sealed());
  }

  private Identifier identifier(
      OrganizationId organizationId, IdentifierKind kind, String canonical, String value) {
    return new Identifier(
        kind, matchKeys.matchKey(organizationId, kind.matchKind(), canonical), value);
  }
}
