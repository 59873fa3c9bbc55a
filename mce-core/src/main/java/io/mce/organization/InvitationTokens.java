package io.mce.organization;

import io.mce.kernel.OrganizationId;
import io.mce.secret.MatchKeys;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The tokens of invitations: which organization, which invitation, and a keyed hash of both under
 * the organization's key. A stolen database makes none.
 */
final class InvitationTokens {

  private static final String KIND = "invitation-token";
  private static final int IDS = 4 * Long.BYTES;

  private final MatchKeys keys;

  @Inject
  InvitationTokens(MatchKeys keys) {
    this.keys = keys;
  }

  /** What a token names. */
  record Named(OrganizationId organizationId, InvitationId id) {}

  String token(OrganizationId organizationId, InvitationId id) {
    byte[] ids =
        ByteBuffer.allocate(IDS)
            .putLong(organizationId.value().getMostSignificantBits())
            .putLong(organizationId.value().getLeastSignificantBits())
            .putLong(id.value().getMostSignificantBits())
            .putLong(id.value().getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(ids)
        + keys.matchKey(organizationId, KIND, id.toString());
  }

  /** Reads a token; empty when it is not exactly one that we made. */
  Optional<Named> read(String token) {
    return named(token)
        .filter(named -> {
          byte[] made = token(named.organizationId(), named.id()).getBytes(StandardCharsets.UTF_8);
          return MessageDigest.isEqual(made, token.getBytes(StandardCharsets.UTF_8));
        });
  }

  private static Optional<Named> named(String token) {
    int length = (IDS * 8 + 5) / 6;
    if (token.length() <= length) {
      return Optional.empty();
    }
    try {
      ByteBuffer ids = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token.substring(0, length)));
      return Optional.of(
          new Named(
              new OrganizationId(new UUID(ids.getLong(), ids.getLong())),
              new InvitationId(new UUID(ids.getLong(), ids.getLong()))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
