package io.mce.app.channel;

import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.app.http.Repeats;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Permission;
import io.mce.provider.AccountId;
import io.mce.provider.CatalogEntry;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccountChange;
import io.mce.provider.ProviderAccountDraft;
import io.mce.spi.SettingField;
import io.mce.spi.SettingType;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts by which messages go out and come in. */
@Tag(name = "channels")
@Controller("/api/channels")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class ChannelController {

  private final MceEngine engine;
  private final Repeats repeats;

  ChannelController(MceEngine engine, Repeats repeats) {
    this.engine = engine;
    this.repeats = repeats;
  }

  /** An account; secrets never come out. */
  record ChannelView(
      String id,
      String name,
      String provider,
      String providerName,
      Optional<String> channel,
      HealthState state,
      Optional<String> detail,
      boolean enabled,
      Map<String, String> settings,
      String webhookUrl,
      long version) {

    static ChannelView of(ProviderAccount account) {
      return new ChannelView(
          account.id().toString(),
          account.name(),
          account.provider(),
          account.providerName(),
          account.channel(),
          account.health(),
          account.healthDetail(),
          account.enabled(),
          account.settings(),
          account.webhookUrl().toString(),
          account.version());
    }
  }

  /** A provider that can be added, and the form of its settings. */
  record CatalogView(String provider, String displayName, String kind, List<SettingView> settings) {

    static CatalogView of(CatalogEntry entry) {
      return new CatalogView(
          entry.id(),
          entry.displayName(),
          entry.kind(),
          entry.settings().stream().map(SettingView::of).toList());
    }
  }

  /** One field of a form. */
  record SettingView(
      String name,
      String label,
      SettingType type,
      boolean required,
      Optional<String> defaultValue,
      String help,
      List<String> options) {

    static SettingView of(SettingField field) {
      return new SettingView(
          field.name(),
          field.label(),
          field.type(),
          field.required(),
          field.defaultValue(),
          field.help(),
          field.choices());
    }
  }

  /** A new account. */
  @Introspected
  record ChannelBody(
      @NotBlank @Size(max = 100) String provider,
      @NotBlank @Size(max = 200) String name,
      @Nullable @Size(max = 100) Map<String, String> settings) {}

  /** What to change; a secret that is left out stays. */
  @Introspected
  record ChannelPatch(
      @Nullable @Size(max = 200) String name,
      @Nullable @Size(max = 100) Map<String, String> settings,
      @Nullable Boolean enabled) {

    ProviderAccountChange change() {
      return new ProviderAccountChange(
          Optional.ofNullable(name),
          settings == null ? Map.of() : settings,
          Optional.ofNullable(enabled));
    }
  }

  @Get
  PageView<ChannelView> list(@Parameter(hidden = true) Actor actor) {
    return PageView.all(engine.providerAccounts().list(actor), ChannelView::of);
  }

  @Get("/catalog")
  PageView<CatalogView> catalog(@Parameter(hidden = true) Actor actor) {
    actor.require(Permission.CHANNEL_READ);
    return PageView.all(engine.providerCatalog().entries(), CatalogView::of);
  }

  @Post
  @Status(HttpStatus.CREATED)
  HttpResponse<?> create(
      @Parameter(hidden = true) Actor actor,
      @Parameter(hidden = true) HttpRequest<?> request,
      @Body @Valid ChannelBody body) {
    Map<String, String> settings = body.settings() == null ? Map.of() : body.settings();
    return repeats.once(
        request,
        actor,
        body,
        () ->
            HttpResponse.created(
                ChannelView.of(
                    engine
                        .providerAccounts()
                        .create(
                            actor,
                            new ProviderAccountDraft(body.provider(), body.name(), settings)))));
  }

  @Patch("/{id}")
  MutableHttpResponse<ChannelView> change(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid ChannelPatch body) {
    AccountId accountId = AccountId.of(id);
    return Edits.change(
        ifMatch,
        () -> ChannelView.of(engine.providerAccounts().get(actor, accountId)),
        ChannelView::version,
        version ->
            ChannelView.of(
                engine.providerAccounts().update(actor, accountId, body.change(), version)));
  }
}
