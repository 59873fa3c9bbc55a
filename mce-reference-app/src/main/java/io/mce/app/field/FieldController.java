package io.mce.app.field;

import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.app.http.Words;
import io.mce.engine.MceEngine;
import io.mce.field.CustomField;
import io.mce.field.CustomFieldChange;
import io.mce.field.CustomFieldDraft;
import io.mce.field.CustomFieldId;
import io.mce.field.FieldType;
import io.mce.kernel.Actor;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The custom fields of the organization. Values stand in a lead's metadata under the key. */
@Tag(name = "fields")
@Controller("/api/fields")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class FieldController {

  private final MceEngine engine;

  FieldController(MceEngine engine) {
    this.engine = engine;
  }

  /**
   * A field.
   *
   * @param key under which values stand in the metadata of leads
   * @param currency of an amount of money
   * @param archivedAt since when it is no longer offered
   */
  record FieldView(
      String id,
      String key,
      String label,
      FieldType type,
      List<String> choices,
      Optional<String> currency,
      boolean required,
      boolean sensitive,
      int position,
      Optional<Instant> archivedAt,
      long version) {

    static FieldView of(CustomField field) {
      return new FieldView(
          field.id().toString(),
          field.key(),
          field.label(),
          field.type(),
          field.choices(),
          field.currency(),
          field.required(),
          field.sensitive(),
          field.position(),
          field.archivedAt(),
          field.version());
    }
  }

  /**
   * A field to define.
   *
   * @param key left out: made of the label
   * @param type TEXT, NUMBER, DATE, CHOICE, MULTI_CHOICE, BOOLEAN, URL, PHONE or MONEY
   * @param choices of a CHOICE or MULTI_CHOICE
   * @param currency of MONEY, such as BRL
   * @param required whether a lead without it is incomplete
   * @param sensitive whether leads cannot be filtered and sorted by it
   */
  @Introspected
  record FieldBody(
      @Nullable @Size(max = 100) String key,
      @NotBlank @Size(max = 500) String label,
      @NotBlank String type,
      @Nullable @Size(max = 200) List<String> choices,
      @Nullable @Size(max = 10) String currency,
      @Nullable Boolean required,
      @Nullable Boolean sensitive) {

    CustomFieldDraft draft() {
      return new CustomFieldDraft(
          Optional.ofNullable(key),
          label,
          Words.constant(FieldType.class, "type", type),
          choices == null ? List.of() : choices,
          Optional.ofNullable(currency).map(String::strip).filter(code -> !code.isEmpty()),
          Boolean.TRUE.equals(required),
          Boolean.TRUE.equals(sensitive));
    }
  }

  /** What of a field to change; what is left out stays. */
  @Introspected
  record FieldPatch(
      @Nullable @Size(max = 500) String label,
      @Nullable @Size(max = 200) List<String> choices,
      @Nullable Boolean required,
      @Nullable Boolean sensitive,
      @Nullable Integer position) {

    CustomFieldChange change() {
      return new CustomFieldChange(
          Optional.ofNullable(label),
          Optional.ofNullable(choices),
          Optional.ofNullable(required),
          Optional.ofNullable(sensitive),
          Optional.ofNullable(position));
    }
  }

  /** All fields in their order, the archived ones too. */
  @Get
  PageView<FieldView> list(@Parameter(hidden = true) Actor actor) {
    return PageView.all(engine.customFields().list(actor), FieldView::of);
  }

  @Post
  @Status(HttpStatus.CREATED)
  FieldView create(@Parameter(hidden = true) Actor actor, @Body @Valid FieldBody body) {
    return FieldView.of(engine.customFields().create(actor, body.draft()));
  }

  @Patch("/{id}")
  MutableHttpResponse<FieldView> change(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid FieldPatch body) {
    CustomFieldId fieldId = CustomFieldId.of(id);
    CustomFieldChange change = body.change();
    return Edits.change(
        ifMatch,
        () -> FieldView.of(engine.customFields().get(actor, fieldId)),
        FieldView::version,
        version -> FieldView.of(engine.customFields().change(actor, fieldId, change, version)));
  }

  @Post("/{id}/archive")
  @Status(HttpStatus.OK)
  FieldView archive(@Parameter(hidden = true) Actor actor, String id) {
    return FieldView.of(engine.customFields().archive(actor, CustomFieldId.of(id)));
  }

  @Post("/{id}/restore")
  @Status(HttpStatus.OK)
  FieldView restore(@Parameter(hidden = true) Actor actor, String id) {
    return FieldView.of(engine.customFields().restore(actor, CustomFieldId.of(id)));
  }
}
