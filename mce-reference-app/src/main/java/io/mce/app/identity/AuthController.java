package io.mce.app.identity;

import io.mce.app.http.SignedIn;
import io.mce.kernel.OrganizationId;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
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
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signing up, in and out. */
@Tag(name = "auth")
@Controller("/api/auth")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_ANONYMOUS)
class AuthController {

  private final Sessions sessions;

  AuthController(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * A new user with an organization of their own.
   *
   * @param timeZone where the organization's days begin, such as America/Sao_Paulo; what is no zone
   *     is passed over
   * @param defaultRegion country of numbers without a country code, such as BR; what is no country
   *     is passed over
   */
  @Introspected
  record SignUp(
      @NotBlank @Size(max = 200) String name,
      @NotBlank @Size(max = 320) String email,
      @NotBlank @Size(max = 256) String password,
      @NotBlank @Size(max = 200) String organizationName,
      @Nullable @Size(max = 100) String timeZone,
      @Nullable @Size(max = 20) String defaultRegion) {

    Place place() {
      return Place.of(timeZone, defaultRegion);
    }
  }

  /** An e-mail address and its password. */
  @Introspected
  record LogIn(
      @NotBlank @Size(max = 320) String email, @NotBlank @Size(max = 256) String password) {}

  /**
   * The second step of a log-in.
   *
   * @param challenge what the first step answered
   * @param code what the authenticator app shows, or a recovery code
   */
  @Introspected
  record SecondStep(
      @NotBlank @Size(max = 200) String challenge, @NotBlank @Size(max = 100) String code) {

    /** Both stay out. */
    @Override
    public String toString() {
      return "SecondStep";
    }
  }

  /** Which organization the next token is for. */
  @Introspected
  record Choice(@NotBlank String id) {}

  /** A refresh token. */
  @Introspected
  record Refresh(@NotBlank @Size(max = 200) String refreshToken) {}

  @Post("/signup")
  @Status(HttpStatus.CREATED)
  SignedUp signUp(@Body @Valid SignUp body) {
    return sessions.signUp(
        body.name(), body.email(), body.password(), body.organizationName(), body.place());
  }

  @Post("/login")
  @Status(HttpStatus.OK)
  Session logIn(@Body @Valid LogIn body) {
    return sessions.logIn(body.email(), body.password());
  }

  @Post("/second-factor")
  @Status(HttpStatus.OK)
  Session logInWithCode(@Body @Valid SecondStep body) {
    return sessions.logInWithCode(body.challenge(), body.code());
  }

  @Post("/refresh")
  @Status(HttpStatus.OK)
  Session refresh(@Body @Valid Refresh body) {
    return sessions.refresh(body.refreshToken());
  }

  @Post("/logout")
  @Status(HttpStatus.NO_CONTENT)
  void logOut(@Body @Valid Refresh body) {
    sessions.logOut(body.refreshToken());
  }

  @Post("/organization")
  @Status(HttpStatus.OK)
  @Secured(SecurityRule.IS_AUTHENTICATED)
  Session switchTo(@Parameter(hidden = true) SignedIn signedIn, @Body @Valid Choice body) {
    return sessions.switchTo(
        UUID.fromString(signedIn.member().userId()),
        signedIn.sessionId(),
        OrganizationId.of(body.id()));
  }
}
