package io.mce.app.identity;

import io.mce.app.http.SignedIn;
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
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/** The second factor of whoever is logged in. */
@Tag(name = "auth")
@Controller("/api/me/second-factor")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class SecondFactorController {

  private final SecondFactors secondFactors;
  private final Sessions sessions;

  SecondFactorController(SecondFactors secondFactors, Sessions sessions) {
    this.secondFactors = secondFactors;
    this.sessions = sessions;
  }

  /** The password, once more. */
  @Introspected
  record Proof(@NotBlank @Size(max = 256) String password) {

    /** The password stays out. */
    @Override
    public String toString() {
      return "Proof";
    }
  }

  /** A code that the phone shows now. */
  @Introspected
  record Code(@NotBlank @Size(max = 100) String code) {}

  /**
   * What it takes to do without a second factor.
   *
   * @param code of the phone, or for recovery
   */
  @Introspected
  record FullProof(
      @NotBlank @Size(max = 256) String password, @NotBlank @Size(max = 100) String code) {

    /** The password stays out. */
    @Override
    public String toString() {
      return "FullProof";
    }
  }

  /** Codes for when the phone is not at hand, each good once; shown in this answer only. */
  record RecoveryCodes(List<String> recoveryCodes) {

    /** The codes stay out. */
    @Override
    public String toString() {
      return "RecoveryCodes";
    }
  }

  @Get
  SecondFactors.State state(@Parameter(hidden = true) SignedIn signedIn) {
    return secondFactors.state(userId(signedIn));
  }

  @Post
  @Status(HttpStatus.OK)
  SecondFactors.Setup prepare(
      @Parameter(hidden = true) SignedIn signedIn, @Body @Valid Proof body) {
    return secondFactors.prepare(sessions.user(userId(signedIn)), body.password());
  }

  @Post("/confirm")
  @Status(HttpStatus.OK)
  RecoveryCodes confirm(@Parameter(hidden = true) SignedIn signedIn, @Body @Valid Code body) {
    return new RecoveryCodes(
        secondFactors.confirm(userId(signedIn), body.code(), signedIn.sessionId()));
  }

  @Post("/recovery-codes")
  @Status(HttpStatus.OK)
  RecoveryCodes renew(@Parameter(hidden = true) SignedIn signedIn, @Body @Valid Code body) {
    return new RecoveryCodes(secondFactors.renewRecoveryCodes(userId(signedIn), body.code()));
  }

  @Delete
  @Status(HttpStatus.NO_CONTENT)
  void turnOff(@Parameter(hidden = true) SignedIn signedIn, @Body @Valid FullProof body) {
    secondFactors.turnOff(
        sessions.user(userId(signedIn)), body.password(), body.code(), signedIn.sessionId());
  }

  private static UUID userId(SignedIn signedIn) {
    return UUID.fromString(signedIn.member().userId());
  }
}
