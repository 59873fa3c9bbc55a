package io.mce.twilio;

import io.mce.spi.WebhookRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests as Twilio posts them, signed by the rules of its documentation. */
final class TwilioPosts {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private TwilioPosts() {}

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  static Map<String, List<String>> fields(String form) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields
            .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decode(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  /** A form, with the signature over address and fields. */
  static WebhookRequest signed(URI url, String form, String token) {
    String fields =
        fields(form).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry ->
                entry.getValue().stream()
                    .distinct()
                    .sorted()
                    .map(value -> entry.getKey() + value)
                    .collect(Collectors.joining()))
            .collect(Collectors.joining());
    return request("POST", url, signature(token, url + fields), form);
  }

  static WebhookRequest request(String method, URI url, String signature, String body) {
    return new WebhookRequest(
        method,
        url,
        Map.of(
            "X-Twilio-Signature",
            List.of(signature),
            "Content-Type",
            List.of("application/x-www-form-urlencoded; charset=UTF-8"),
            "I-Twilio-Idempotency-Token",
            List.of("4f2a")),
        fields(url.getRawQuery() == null ? "" : url.getRawQuery()),
        body.getBytes(StandardCharsets.UTF_8),
        NOON);
  }

  static String signature(String token, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
