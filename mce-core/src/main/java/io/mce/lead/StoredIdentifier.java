package io.mce.lead;

import java.time.Instant;

/** An identifier as its row holds it. */
record StoredIdentifier(
    LeadId leadId, IdentifierKind kind, String matchKey, String sealed, Instant createdAt) {}
