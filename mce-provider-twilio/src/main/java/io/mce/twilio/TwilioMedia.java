package io.mce.twilio;

import io.mce.spi.ErrorKind;
import io.mce.spi.MediaRef;
import io.mce.spi.ProviderException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches files that people sent. Twilio asks for the credentials and then leads to a storage,
 * which must not see them. Blocks; thread-safe.
 */
final class TwilioMedia {

  private static final int MOST_REDIRECTS = 3;

  private final TwilioSettings settings;
  private final TwilioHttp http;
  private final Pattern ours;

  TwilioMedia(TwilioSettings settings, TwilioHttp http) {
    this.settings = settings;
    this.http = http;
    this.ours =
        Pattern.compile(
            "https?://[^/]+(/2010-04-01/Accounts/%s/Messages/[A-Z]{2}\\w+/Media/ME\\w+)"
                .formatted(settings.accountSid()));
  }

  /** Opens a file; the caller closes it. */
  InputStream open(MediaRef media) {
    Matcher matcher = ours.matcher(media.id());
    if (!matcher.matches()) {
      throw ProviderException.of(
          ErrorKind.INVALID_REQUEST, "this is no file of a message of this Twilio account");
    }
    // The host that Twilio named is replaced by that of the settings: credentials go nowhere else.
    URI uri = http.locate(URI.create("https://api.twilio.com" + matcher.group(1)));
    HttpResponse<InputStream> answer =
        http.open(HttpRequest.newBuilder(uri).header("Authorization", credentials()));
    for (int i = 0; i < MOST_REDIRECTS && answer.statusCode() / 100 == 3; i++) {
      URI next = target(uri, answer);
      TwilioHttp.drain(answer.body());
      uri = next;
      answer = http.open(HttpRequest.newBuilder(uri));
    }
    if (answer.statusCode() != 200) {
      throw refusal(answer);
    }
    return answer.body();
  }

  private URI target(URI from, HttpResponse<InputStream> answer) {
    Optional<URI> next =
        answer.headers().firstValue("Location").map(URI::create).map(from::resolve);
    // To a host of the same address, or away by a safe line: never from https to http.
    return next.filter(uri -> "https".equals(uri.getScheme()) || sameHost(from, uri))
        .orElseThrow(() -> {
          TwilioHttp.drain(answer.body());
          return ProviderException.of(
              ErrorKind.REFUSED, "Twilio leads to an address that is not followed");
        });
  }

  private static boolean sameHost(URI from, URI to) {
    return String.valueOf(from.getScheme()).equals(to.getScheme())
        && String.valueOf(from.getRawAuthority()).equals(to.getRawAuthority());
  }

  private ProviderException refusal(HttpResponse<InputStream> answer) {
    String body = TwilioHttp.drain(answer.body());
    return answer.statusCode() == 404 || answer.statusCode() == 410
        ? ProviderException.of(
            ErrorKind.INVALID_REQUEST,
            "http-" + answer.statusCode(),
            "Twilio no longer has the file")
        : http.refusal(answer, body);
  }

  private String credentials() {
    String pair = settings.username() + ":" + settings.password().reveal();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
