package io.mce.app.privacy;

import io.mce.app.http.Words;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.lead.LeadId;
import io.mce.privacy.ErasureReason;
import io.mce.privacy.PersonExport;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
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
import jakarta.validation.constraints.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What a person may ask for: everything that is stored about them, or to be forgotten. */
@Tag(name = "privacy")
@Controller("/api/leads/{id}")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class PersonController {

  private static final String ZIP = "application/zip";

  private final MceEngine engine;

  PersonController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * That a lead is to be erased for good.
   *
   * @param reason REQUESTED, CONSENT_WITHDRAWN, NO_LONGER_NEEDED, UNLAWFUL or LEGAL_OBLIGATION
   * @param confirm the lead's name, typed again
   */
  @Introspected
  record ErasureBody(
      @Nullable @Size(max = 50) String reason, @Nullable @Size(max = 500) String confirm) {}

  /** A post and not a get: that it was taken out is written down. */
  @Post(
      value = "/export",
      produces = {ZIP, "application/problem+json"})
  HttpResponse<byte[]> export(@Parameter(hidden = true) Actor actor, String id) {
    PersonExport export = engine.privacy().export(actor, LeadId.of(id).value());
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try {
      export.writeZip(zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HttpResponse.ok(zip.toByteArray())
        .contentType(ZIP)
        .header("Content-Disposition", "attachment; filename=\"lead-" + export.person() + ".zip\"")
        .header("Cache-Control", "no-store");
  }

  @Post("/erase")
  @Status(HttpStatus.NO_CONTENT)
  void erase(@Parameter(hidden = true) Actor actor, String id, @Body @Valid ErasureBody body) {
    LeadId leadId = LeadId.of(id);
    ErasureReason reason = Words.constant(ErasureReason.class, "reason", body.reason());
    if (body.confirm() == null) {
      throw MceException.invalid("confirm", "Type the lead's name to confirm.");
    }
    engine.privacy().erase(actor, leadId.value(), reason, body.confirm());
  }
}
