package io.mce.app.http;

import io.mce.app.setup.ServerSettings;
import io.mce.spi.WebhookRequest;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hands requests on as they came, for whoever checks signatures. Thread-safe. */
@Singleton
public class WebhookRequests {

  private final ServerSettings settings;
  private final Clock clock;

  WebhookRequests(ServerSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Returns the request with these bytes as its body. */
  public WebhookRequest of(HttpRequest<?> request, byte[] body) {
    Map<String, List<String>> headers = new HashMap<>();
    request.getHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
    Map<String, List<String>> query = new HashMap<>();
    request.getParameters().forEach((name, values) -> query.put(name, List.copyOf(values)));
    return new WebhookRequest(
        request.getMethodName(), external(request.getUri()), headers, query, body, clock.instant());
  }

  /** The address as the remote called it, which is what it signed. */
  private URI external(URI requested) {
    String query = requested.getRawQuery();
    return URI.create(
        settings.publicUrl() + requested.getRawPath() + (query == null ? "" : "?" + query));
  }
}
