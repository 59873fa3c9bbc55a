package io.mce.app.sandbox;

import io.mce.app.http.PageView;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.kernel.PhoneNumbers;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The phones of the sandbox channel: what is on them, and how their people answer. */
@Tag(name = "sandbox")
@Controller("/api/sandbox")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class SandboxController {

  private final SandboxPhones phones;
  private final MceEngine engine;

  SandboxController(SandboxPhones phones, MceEngine engine) {
    this.phones = phones;
    this.engine = engine;
  }

  /** What the person with this phone writes. */
  @Introspected
  record Inbound(@NotBlank @Size(max = 40) String from, @NotBlank @Size(max = 4000) String text) {}

  /** The message on the phone. */
  record Written(String id) {}

  @Post("/inbound")
  @Status(HttpStatus.ACCEPTED)
  Written inbound(@Parameter(hidden = true) Actor actor, @Body @Valid Inbound body) {
    actor.require(Permission.MESSAGE_SEND);
    return phones
        .inbound(actor.organizationId().toString(), phone(actor, "from", body.from()), body.text())
        .map(message -> new Written(message.id()))
        .orElseThrow(() ->
            new MceException(
                ErrorCode.NO_CHANNEL, "There is no sandbox channel; add one under channels."));
  }

  @Get("/messages")
  PageView<SandboxMessage> messages(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue String phone,
      @Nullable @QueryValue Integer limit) {
    actor.require(Permission.CONVERSATION_READ);
    Optional<String> number =
        phone == null || phone.isBlank()
            ? Optional.empty()
            : Optional.of(phone(actor, "phone", phone));
    return PageView.all(
        phones.messages(
            actor.organizationId().toString(), number, PageRequest.of(limit, null).limit()),
        message -> message);
  }

  @Get("/phones")
  PageView<SandboxPhone> phones(
      @Parameter(hidden = true) Actor actor, @Nullable @QueryValue Integer limit) {
    actor.require(Permission.CONVERSATION_READ);
    return PageView.all(
        phones.phones(actor.organizationId().toString(), PageRequest.of(limit, null).limit()),
        phone -> phone);
  }

  private String phone(Actor actor, String field, String text) {
    String region = engine.organizations().get(actor).defaultRegion();
    return PhoneNumbers.parse(text, region).orThrow(field).e164();
  }
}
