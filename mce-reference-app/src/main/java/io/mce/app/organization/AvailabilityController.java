package io.mce.app.organization;

import io.mce.app.http.Edits;
import io.mce.app.organization.SettingsBody.SpanBody;
import io.mce.assignment.Availability;
import io.mce.assignment.AvailabilityChange;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.organization.BusinessHours;
import io.mce.organization.MemberId;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When members take leads, and how many. */
@Tag(name = "assignment")
@Controller("/api/members/{id}/availability")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class AvailabilityController {

  private final MceEngine engine;

  AvailabilityController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * What holds for a member.
   *
   * @param hours when the member works; left out: in the business hours
   * @param capacity most open leads; left out: as many as come
   */
  record AvailabilityView(
      String memberId,
      boolean away,
      Optional<Instant> awayUntil,
      Optional<Map<DayOfWeek, List<SpanBody>>> hours,
      Optional<Integer> capacity,
      Optional<String> backupId,
      long version) {

    static AvailabilityView of(Availability availability) {
      return new AvailabilityView(
          availability.memberId().toString(),
          availability.away(),
          availability.awayUntil(),
          availability.hours().map(SettingsBody::of),
          availability.capacity(),
          availability.backup().map(MemberId::toString),
          availability.version());
    }
  }

  /**
   * What to change; what is left out stays.
   *
   * @param hours when the member works; {} takes them back to the business hours
   * @param capacity most open leads; 0 takes the limit away
   * @param backupId who stands in; "" takes the backup away
   */
  @Introspected
  record AvailabilityPatch(
      @Nullable Boolean away,
      @Nullable @Size(max = 50) String awayUntil,
      @Nullable @Size(max = 7) Map<DayOfWeek, List<SpanBody>> hours,
      @Nullable Integer capacity,
      @Nullable @Size(max = 36) String backupId) {

    AvailabilityChange change() {
      Map<String, String> problems = new LinkedHashMap<>();
      Optional<BusinessHours> read =
          Optional.ofNullable(hours).map(days -> SettingsBody.hours("hours", days, problems));
      if (!problems.isEmpty()) {
        throw new MceException(ErrorCode.INVALID, String.join(" ", problems.values()), problems);
      }
      return new AvailabilityChange(
          Optional.ofNullable(away),
          Optional.ofNullable(awayUntil).map(AvailabilityPatch::time),
          read,
          Optional.ofNullable(capacity),
          backupId == null ? Optional.empty() : Optional.of(backup(backupId)));
    }

    private static Instant time(String text) {
      try {
        return Instant.ofEpochMilli(Instant.parse(text.strip()).toEpochMilli());
      } catch (DateTimeException | ArithmeticException e) {
        throw MceException.invalid(
            "awayUntil", "Give the time as 2027-01-31T00:00:00Z, not like this.");
      }
    }

    private static Optional<MemberId> backup(String id) {
      if (id.isBlank()) {
        return Optional.empty();
      }
      try {
        return Optional.of(MemberId.of(id));
      } catch (MceException e) {
        throw MceException.invalid("backupId", "The field backupId names a member by its id.");
      }
    }
  }

  @Get
  HttpResponse<AvailabilityView> get(@Parameter(hidden = true) Actor actor, String id) {
    AvailabilityView view =
        AvailabilityView.of(engine.availabilities().get(actor, MemberId.of(id)));
    return Edits.withVersion(view, view.version());
  }

  @Patch
  MutableHttpResponse<AvailabilityView> change(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid AvailabilityPatch body) {
    MemberId memberId = MemberId.of(id);
    AvailabilityChange change = body.change();
    return Edits.change(
        ifMatch,
        () -> AvailabilityView.of(engine.availabilities().get(actor, memberId)),
        AvailabilityView::version,
        version ->
            AvailabilityView.of(engine.availabilities().change(actor, memberId, change, version)));
  }
}
