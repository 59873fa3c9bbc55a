package io.mce.spi;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as it arrived, before anything parsed it: signatures cover the raw bytes.
 *
 * <p>Immutable. The text form names the method only.
 */
public final class WebhookRequest {

  private final String method;
  private final URI url;
  private final Map<String, List<String>> headers;
  private final Map<String, List<String>> query;
  private final byte[] body;
  private final Instant receivedAt;

  /**
   * Takes copies of everything.
   *
   * @param method {@code GET}, {@code POST}, ...
   * @param url the address as the remote called it, query included: what signatures cover
   * @param headers all headers; names are found in any case
   * @param query all decoded query parameters
   * @param body the bytes of the body, empty for none
   * @param receivedAt when it arrived, for the check of signed time stamps
   */
  public WebhookRequest(
      String method,
      URI url,
      Map<String, List<String>> headers,
      Map<String, List<String>> query,
      byte[] body,
      Instant receivedAt) {
    this.method = Check.notBlank(method, "method").toUpperCase(Locale.ROOT);
    this.url = url;
    TreeMap<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> byName.put(name, List.copyOf(values)));
    this.headers = Collections.unmodifiableMap(byName);
    TreeMap<String, List<String>> parameters = new TreeMap<>();
    query.forEach((name, values) -> parameters.put(name, List.copyOf(values)));
    this.query = Collections.unmodifiableMap(parameters);
    this.body = body.clone();
    this.receivedAt = receivedAt;
  }

  /** The HTTP method, in capitals. */
  public String method() {
    return method;
  }

  /** The address as the remote called it, query included. */
  public URI url() {
    return url;
  }

  /** All headers; lookups ignore case. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The first value of a header, its name in any case. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** All query parameters, decoded. */
  public Map<String, List<String>> query() {
    return query;
  }

  /** The first value of a query parameter. */
  public Optional<String> query(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** A copy of the bytes of the body. */
  public byte[] body() {
    return body.clone();
  }

  /** The body read as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** When the request arrived. */
  public Instant receivedAt() {
    return receivedAt;
  }

  /** The same request with another body, for tests of signatures. */
  public WebhookRequest withBody(byte[] changed) {
    return new WebhookRequest(method, url, headers, query, changed, receivedAt);
  }

  /** The same request with a header replaced. */
  public WebhookRequest withHeader(String name, String value) {
    TreeMap<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    changed.putAll(headers);
    changed.put(name, List.of(value));
    return new WebhookRequest(method, url, changed, query, body, receivedAt);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WebhookRequest that
        && method.equals(that.method)
        && url.equals(that.url)
        && headers.equals(that.headers)
        && query.equals(that.query)
        && Arrays.equals(body, that.body)
        && receivedAt.equals(that.receivedAt);
  }

  @Override
  public int hashCode() {
    return 31 * url.hashCode() + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return "WebhookRequest[" + method + ", " + body.length + " bytes]";
  }
}
