package io.mce.app.http;

import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.Optional;

/** Serves the web UI's page for every address that is one of its screens. */
@Hidden
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
class WebUi {

  private static final String PAGE = "classpath:public/index.html";
  private static final String OPEN_API = "classpath:META-INF/swagger/mce.yml";

  private final ResourceResolver resources;

  WebUi(ResourceResolver resources) {
    this.resources = resources;
  }

  /** A browser that asks for a screen gets the page; anything else gets a problem. */
  @Error(status = HttpStatus.NOT_FOUND, global = true)
  HttpResponse<?> screen(HttpRequest<?> request) {
    boolean wantsPage =
        request.getMethodName().equals("GET")
            && !request.getPath().startsWith("/api/")
            && request.accept().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
    Optional<HttpResponse<?>> page = wantsPage ? page() : Optional.empty();
    return page.orElseGet(() ->
        Problems.answer(
            HttpStatus.NOT_FOUND, "NOT_FOUND", "There is nothing here.", List.of(), null));
  }

  private Optional<HttpResponse<?>> page() {
    return resources
        .getResourceAsStream(PAGE)
        .map(content ->
            HttpResponse.ok(new StreamedFile(content, MediaType.TEXT_HTML_TYPE))
                .header("Cache-Control", "no-cache"));
  }

  /** The description of this API. */
  @Get("/openapi.yml")
  HttpResponse<?> openApi() {
    return resources
        .getResourceAsStream(OPEN_API)
        .<HttpResponse<?>>map(
            content -> HttpResponse.ok(new StreamedFile(content, MediaType.of("application/yaml"))))
        .orElseGet(HttpResponse::notFound);
  }
}
