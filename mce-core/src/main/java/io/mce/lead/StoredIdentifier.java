package io.mce.lead;

import java.time.Instant;

/**
 * An identifier as its row holds it.
 *
 * @param decides of an e-mail address: somebody came who was known by nothing surer
 */
record StoredIdentifier(
    LeadId leadId,
    IdentifierKind kind,
    String matchKey,
    String sealed,
    Instant createdAt,
    boolean decides) {}
