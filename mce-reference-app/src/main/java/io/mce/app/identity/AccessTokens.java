package io.mce.app.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.mce.kernel.OrganizationId;
import io.mce.secret.KeyRing;
import io.mce.secret.MatchKeys;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Access tokens: a user, an organization and an end, signed with HMAC-SHA256 under a key derived
 * from the master key, so that every node reads what another one gave. A token that is not signed,
 * or in another way, is no token. Thread-safe.
 */
@Singleton
final class AccessTokens implements TokenValidator<HttpRequest<?>> {

  /** The attribute that names the organization. */
  static final String ORGANIZATION = "org";

  /** The attribute that holds the end, an {@link Instant}. */
  static final String UNTIL = "until";

  private static final OrganizationId INSTALLATION = new OrganizationId(new UUID(0, 0));
  private static final String LABEL = "app-token-signing";

  private final byte[] key;
  private final Clock clock;

  AccessTokens(KeyRing keys, Clock clock) {
    MatchKeys derived = new MatchKeys(keys);
    // HMAC-SHA256 wants 256 bits; one derived key has 128.
    this.key =
        (derived.matchKey(INSTALLATION, LABEL, "1") + derived.matchKey(INSTALLATION, LABEL, "2"))
            .getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  /** Makes a token. */
  String issue(UUID userId, OrganizationId organizationId, Instant until) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256),
            new JWTClaimsSet.Builder()
                .subject(userId.toString())
                .claim(ORGANIZATION, organizationId.toString())
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(until))
                .build());
    try {
      token.sign(new MACSigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a token cannot be signed", e);
    }
  }

  @Override
  public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
    return read(token).<Publisher<Authentication>>map(Publishers::just).orElse(Publishers.empty());
  }

  private Optional<Authentication> read(String text) {
    try {
      SignedJWT token = SignedJWT.parse(text);
      JWTClaimsSet claims = token.getJWTClaimsSet();
      boolean good =
          JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
              && token.verify(new MACVerifier(key))
              && claims.getSubject() != null
              && claims.getStringClaim(ORGANIZATION) != null
              && claims.getExpirationTime() != null
              && claims.getExpirationTime().toInstant().isAfter(clock.instant());
      return good
          ? Optional.of(
              Authentication.build(
                  claims.getSubject(),
                  Map.of(
                      ORGANIZATION,
                      claims.getStringClaim(ORGANIZATION),
                      UNTIL,
                      claims.getExpirationTime().toInstant())))
          : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }
}
