package io.mce.app.channel;

import io.mce.app.http.ProblemException;
import io.mce.app.http.WebhookRequests;
import io.mce.engine.MceEngine;
import io.mce.provider.WebhookResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

/**
 * Callbacks of carriers. The key in the address finds the account; the plugin checks the signature
 * over the bytes as they came.
 */
@Tag(name = "hooks")
@Controller("/api/hooks/accounts")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_ANONYMOUS)
class CallbackController {

  private final MceEngine engine;
  private final WebhookRequests webhooks;

  CallbackController(MceEngine engine, WebhookRequests webhooks) {
    this.engine = engine;
    this.webhooks = webhooks;
  }

  @Get("/{accountKey}")
  HttpResponse<?> get(@Parameter(hidden = true) HttpRequest<?> request, String accountKey) {
    return receive(request, accountKey, new byte[0]);
  }

  @Post("/{accountKey}")
  @Consumes(MediaType.ALL)
  HttpResponse<?> post(@Parameter(hidden = true) HttpRequest<byte[]> request, String accountKey) {
    return receive(request, accountKey, request.getBody().orElse(new byte[0]));
  }

  private HttpResponse<?> receive(HttpRequest<?> request, String accountKey, byte[] body) {
    WebhookResponse response = engine.webhooks().receive(accountKey, webhooks.of(request, body));
    HttpStatus status = HttpStatus.valueOf(response.status());
    if (status.getCode() >= HttpStatus.BAD_REQUEST.getCode()) {
      throw refusal(status);
    }
    MutableHttpResponse<?> answer = HttpResponse.status(status).body(response.body());
    return response.contentType().isEmpty() ? answer : answer.contentType(response.contentType());
  }

  private static ProblemException refusal(HttpStatus status) {
    return switch (status) {
      case UNAUTHORIZED ->
          new ProblemException(
              status, "NOT_GENUINE", "The signature does not fit this account's secret.");
      case NOT_FOUND ->
          new ProblemException(status, "NOT_FOUND", "No account takes webhooks at this address.");
      default ->
          new ProblemException(status, status.name(), "This was not taken; send it again later.");
    };
  }
}
