package io.mce.app.organization;

import io.mce.app.http.PageView;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Permission;
import io.mce.organization.ApiKey;
import io.mce.organization.ApiKeyId;
import io.mce.organization.ApiKeyState;
import io.mce.organization.IssuedApiKey;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys for programs that call in the name of the organization: send one as a bearer token. */
@Tag(name = "team")
@Controller("/api/keys")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class ApiKeyController {

  private final MceEngine engine;

  ApiKeyController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * A key.
   *
   * @param hint its last characters
   * @param createdBy name of the member who made it
   * @param lastUsedAt to the minute
   * @param secret the key itself; only in the answer that made it
   */
  record KeyView(
      String id,
      String name,
      String hint,
      List<Permission> permissions,
      Optional<String> createdBy,
      Instant createdAt,
      Optional<Instant> lastUsedAt,
      Optional<Instant> expiresAt,
      ApiKeyState state,
      Optional<String> secret) {

    static KeyView of(ApiKey key, Optional<String> createdBy, Optional<String> secret) {
      return new KeyView(
          key.id().toString(),
          key.name(),
          key.hint(),
          key.permissions().stream().sorted().toList(),
          createdBy,
          key.createdAt(),
          key.lastUsedAt(),
          key.expiresAt(),
          key.state(),
          secret);
    }

    /** The key itself stays out. */
    @Override
    public String toString() {
      return "KeyView[" + id + "]";
    }
  }

  /**
   * What the key is for.
   *
   * @param permissions what it may do; nothing that its maker may not
   * @param expiresAt when it ends; left out: when it is revoked
   */
  @Introspected
  record KeyDraft(
      @NotBlank @Size(max = 100) String name,
      @NotNull @Size(min = 1, max = 100) Set<@NotNull Permission> permissions,
      @Nullable Instant expiresAt) {}

  @Get
  PageView<KeyView> list(@Parameter(hidden = true) Actor actor) {
    MemberNames names = MemberNames.of(engine, actor);
    return PageView.all(
        engine.apiKeys().list(actor),
        key -> KeyView.of(key, names.name(key.createdBy()), Optional.empty()));
  }

  @Post
  @Status(HttpStatus.CREATED)
  KeyView create(@Parameter(hidden = true) Actor actor, @Body @Valid KeyDraft body) {
    IssuedApiKey issued =
        engine
            .apiKeys()
            .create(actor, body.name(), body.permissions(), Optional.ofNullable(body.expiresAt()));
    return KeyView.of(issued.key(), Optional.empty(), Optional.of(issued.secret()));
  }

  @Delete("/{id}")
  @Status(HttpStatus.NO_CONTENT)
  void revoke(@Parameter(hidden = true) Actor actor, String id) {
    engine.apiKeys().revoke(actor, ApiKeyId.of(id));
  }
}
