package io.mce.app.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Tells browsers what an answer may do: load from here alone, in no frame, as what it says. */
@ServerFilter("/**")
class SecurityHeaders implements Ordered {

  // The UI sets styles of elements (bars, the place of a toast) and draws icons from data: URLs.
  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

  /** The page of Swagger UI starts itself with a script of its own. */
  private static final String SWAGGER_POLICY = POLICY + "; script-src 'self' 'unsafe-inline'";

  /** Around all other filters, so that what they refuse has the headers too. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @ResponseFilter
  void protect(HttpRequest<?> request, MutableHttpResponse<?> response) {
    boolean swagger = request.getPath().startsWith("/swagger-ui");
    response
        .header("Content-Security-Policy", swagger ? SWAGGER_POLICY : POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "same-origin");
  }
}
