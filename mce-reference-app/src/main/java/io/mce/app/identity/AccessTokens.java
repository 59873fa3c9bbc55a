package io.mce.app.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import io.mce.app.http.SignedIn;
import io.mce.app.http.TokenRefusal;
import io.mce.kernel.OrganizationId;
import io.mce.organization.ApiKeys;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Access tokens: a user, an organization, a session and an end, signed with HMAC-SHA256 under a key
 * derived from the installation's lookup key, so that every node reads what another one gave. A
 * token that is not signed, or in another way, is no token. Thread-safe.
 */
@Singleton
final class AccessTokens implements TokenValidator<HttpRequest<?>> {

  private static final OrganizationId INSTALLATION = new OrganizationId(new UUID(0, 0));
  private static final String LABEL = "app-token-signing";

  private final byte[] key;
  private final String keyId;
  private final Clock clock;

  AccessTokens(KeyRing keys, Clock clock) {
    MatchKeys derived = new MatchKeys(keys);
    // HMAC-SHA256 wants 256 bits; one derived key has 128.
    this.key =
        (derived.matchKey(INSTALLATION, LABEL, "1") + derived.matchKey(INSTALLATION, LABEL, "2"))
            .getBytes(StandardCharsets.UTF_8);
    this.keyId = derived.matchKey(INSTALLATION, LABEL, "id");
    this.clock = clock;
  }

  /** Makes a token of a session. */
  String issue(UUID userId, OrganizationId organizationId, String sessionId, Instant until) {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build(),
            new JWTClaimsSet.Builder()
                .subject(userId.toString())
                .claim(SignedIn.ORGANIZATION, organizationId.toString())
                .claim(SignedIn.SESSION, sessionId)
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
    if (ApiKeys.isKey(token)) {
      // Whether it opens anything is asked where a database may be asked: see ActorFilter.
      return Publishers.just(Authentication.build("api-key", Map.of(SignedIn.KEY, token)));
    }
    return switch (read(token)) {
      case Good good -> Publishers.just(good.authentication());
      case Bad bad -> {
        if (request != null) {
          bad.refusal().noteIn(request);
        }
        yield Publishers.empty();
      }
    };
  }

  private sealed interface Reading permits Good, Bad {}

  private record Good(Authentication authentication) implements Reading {}

  private record Bad(TokenRefusal refusal) implements Reading {}

  private Reading read(String text) {
    try {
      JWT token = JWTParser.parse(text);
      if (!(token instanceof SignedJWT signed)
          || !JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm())) {
        return new Bad(TokenRefusal.TOKEN_ALGORITHM);
      }
      if (!keyId.equals(signed.getHeader().getKeyID())) {
        return new Bad(TokenRefusal.TOKEN_KEY);
      }
      if (!signed.verify(new MACVerifier(key))) {
        return new Bad(TokenRefusal.TOKEN_SIGNATURE);
      }
      return read(signed.getJWTClaimsSet());
    } catch (ParseException | JOSEException e) {
      return new Bad(TokenRefusal.TOKEN_MALFORMED);
    }
  }

  private Reading read(JWTClaimsSet claims) throws ParseException {
    String organization = claims.getStringClaim(SignedIn.ORGANIZATION);
    String session = claims.getStringClaim(SignedIn.SESSION);
    if (claims.getSubject() == null
        || organization == null
        || session == null
        || claims.getExpirationTime() == null) {
      return new Bad(TokenRefusal.TOKEN_MALFORMED);
    }
    Instant until = claims.getExpirationTime().toInstant();
    if (!until.isAfter(clock.instant())) {
      return new Bad(TokenRefusal.TOKEN_EXPIRED);
    }
    return new Good(
        Authentication.build(
            claims.getSubject(),
            Map.of(
                SignedIn.ORGANIZATION,
                organization,
                SignedIn.SESSION,
                session,
                SignedIn.UNTIL,
                until)));
  }
}
