package io.mce.app.http;

import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
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

  /** Returns the page, when this is a browser that asks for a screen and not a program. */
  Optional<StreamedFile> screen(HttpRequest<?> request) {
    boolean wantsPage =
        request.getMethodName().equals("GET")
            && !request.getPath().startsWith("/api/")
            && request.accept().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
    return wantsPage
        ? resources
            .getResourceAsStream(PAGE)
            .map(content -> new StreamedFile(content, MediaType.TEXT_HTML_TYPE))
        : Optional.empty();
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
