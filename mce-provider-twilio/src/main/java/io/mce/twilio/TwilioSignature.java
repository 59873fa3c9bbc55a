package io.mce.twilio;

import io.mce.spi.Secret;
import io.mce.spi.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether Twilio sent a request: HMAC-SHA1 with the auth token over the address as Twilio
 * called it and the fields that it posted. What is no form is covered by its hash in the address.
 * Pure.
 */
final class TwilioSignature {

  private static final String HEADER = "X-Twilio-Signature";
  private static final String BODY_HASH = "bodySHA256";
  private static final Map<String, Integer> PORTS = Map.of("https", 443, "http", 80);

  private final List<SecretKeySpec> keys;

  /** Takes signatures by any of the tokens: there are two while one is changed. */
  TwilioSignature(Stream<Secret> tokens) {
    this.keys =
        tokens
            .map(token ->
                new SecretKeySpec(token.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA1"))
            .toList();
  }

  /** Whether the body is covered by its hash, and so is no form. */
  static boolean hasBodyHash(WebhookRequest request) {
    return request.query(BODY_HASH).isPresent();
  }

  /** Checks a request whose body is covered by its hash. */
  boolean fitsBody(WebhookRequest request) {
    byte[] claimed =
        request
            .query(BODY_HASH)
            .orElse("")
            .toLowerCase(Locale.ROOT)
            .getBytes(StandardCharsets.UTF_8);
    byte[] actual =
        HexFormat.of().formatHex(sha256(request.body())).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(actual, claimed) && fits(request, "");
  }

  /** Checks a request with these signed fields, in their canonical text. */
  boolean fits(WebhookRequest request, String fields) {
    byte[] signature = request.header(HEADER).orElse("").getBytes(StandardCharsets.UTF_8);
    boolean fits = false;
    for (SecretKeySpec key : keys) {
      for (String url : addresses(request.url())) {
        // No short cut: how long it takes says nothing about what fits.
        fits |= MessageDigest.isEqual(sign(key, url + fields), signature);
      }
    }
    return fits;
  }

  /** Twilio signs the address with the usual port of its scheme, or without; it does both. */
  private static List<String> addresses(URI url) {
    String asCalled = url.toString();
    String authority = url.getRawAuthority();
    Integer usual = PORTS.get(String.valueOf(url.getScheme()));
    if (authority == null || usual == null) {
      return List.of(asCalled);
    }
    Optional<String> other = Optional.empty();
    if (url.getPort() < 0) {
      other = Optional.of(authority + ":" + usual);
    } else if (url.getPort() == usual) {
      other = Optional.of(authority.substring(0, authority.lastIndexOf(':')));
    }
    String rest = asCalled.substring(asCalled.indexOf(authority) + authority.length());
    return Stream.concat(
            Stream.of(asCalled), other.stream().map(each -> url.getScheme() + "://" + each + rest))
        .toList();
  }

  private static byte[] sign(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(key);
      return Base64.getEncoder().encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
