package io.mce.app.identity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the link of an invitation leads; the token in it is the permission. */
@Tag(name = "auth")
@Controller("/api/auth/invitations/{token}")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_ANONYMOUS)
class JoiningController {

  private final Joining joining;

  JoiningController(Joining joining) {
    this.joining = joining;
  }

  /**
   * Who joins.
   *
   * @param name of somebody who has no account yet
   * @param password of the account, or of the new one
   * @param code of the account's second factor, or for recovery; needed after
   *     SECOND_FACTOR_REQUIRED
   */
  @Introspected
  record Join(
      @NotBlank @Size(max = 320) String email,
      @Nullable @Size(max = 200) String name,
      @NotBlank @Size(max = 256) String password,
      @Nullable @Size(max = 100) String code) {

    /** Address and password stay out. */
    @Override
    public String toString() {
      return "Join";
    }
  }

  @Get
  Joining.Offer offer(String token) {
    return joining.offer(token);
  }

  @Post
  @Status(HttpStatus.OK)
  Session join(String token, @Body @Valid Join body) {
    return joining.join(
        token,
        body.email(),
        Objects.requireNonNullElse(body.name(), ""),
        body.password(),
        Optional.ofNullable(body.code()));
  }
}
