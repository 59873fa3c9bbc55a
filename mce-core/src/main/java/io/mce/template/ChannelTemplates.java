package io.mce.template;

import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccount;
import io.mce.provider.Providers;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ErrorKind;
import io.mce.spi.Internal;
import io.mce.spi.ProviderException;
import io.mce.spi.TemplateDraft;
import io.mce.spi.TemplateSubmission;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The templates of each account that sends templates. They belong to the carrier; what is here is
 * its last word. Thread-safe.
 */
public final class ChannelTemplates {

  private static final String REFUSED = "template";

  /** Carriers list a new template a little later, and some do not say when they have decided. */
  private static final Duration REVIEW = Duration.ofMinutes(10);

  private final Database database;
  private final TemplateAccounts accounts;
  private final TemplateStore templates;
  private final CatalogStore catalogs;
  private final TemplateDesk desk;
  private final Providers providers;
  private final DueWork dueWork;
  private final Events events;
  private final Clock clock;

  @Inject
  ChannelTemplates(
      Database database,
      TemplateAccounts accounts,
      TemplateStore templates,
      CatalogStore catalogs,
      TemplateDesk desk,
      Providers providers,
      DueWork dueWork,
      Events events,
      Clock clock) {
    this.database = database;
    this.accounts = accounts;
    this.templates = templates;
    this.catalogs = catalogs;
    this.desk = desk;
    this.providers = providers;
    this.dueWork = dueWork;
    this.events = events;
    this.clock = clock;
  }

  /** Returns the templates of all accounts that send templates, the oldest account first. */
  public List<TemplateLibrary> list(Actor actor) {
    actor.require(Permission.CHANNEL_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction ->
            accounts.all(organizationId).stream()
                .map(account -> view(organizationId, account))
                .toList());
  }

  /**
   * Returns the templates of one account.
   *
   * @throws MceException NOT_FOUND when the organization has no such account that sends templates
   */
  public TemplateLibrary get(Actor actor, AccountId id) {
    actor.require(Permission.CHANNEL_READ);
    return view(actor.organizationId(), account(actor, id));
  }

  /**
   * Reads the templates of an account from its carrier now; blocks until it has answered. Must not
   * be called inside a transaction.
   *
   * @throws MceException NOT_FOUND when the organization has no such account that sends templates;
   *     WRONG_STATE when the carrier could not be asked, with what it said
   */
  public TemplateLibrary sync(Actor actor, AccountId id) {
    actor.require(Permission.CHANNEL_MANAGE);
    database.requireNoTransaction();
    ProviderAccount account = account(actor, id);
    try {
      desk.sync(actor, account);
    } catch (ProviderException e) {
      throw MceException.wrongState("The templates could not be read: " + e.getMessage());
    }
    return view(actor.organizationId(), account);
  }

  /**
   * Hands a template to the carrier for approval; blocks until it has answered. Must not be called
   * inside a transaction.
   *
   * @return the template as the carrier took it, mostly still under review
   * @throws MceException NOT_FOUND when the organization has no such account that sends templates;
   *     INVALID when the carrier refused it, with its words; WRONG_STATE when the channel takes
   *     none from here, or the carrier did not answer: then the next look shows whether it has it
   */
  public ChannelTemplate submit(Actor actor, AccountId id, TemplateDraft draft) {
    actor.require(Permission.CHANNEL_MANAGE);
    database.requireNoTransaction();
    OrganizationId organizationId = actor.organizationId();
    ProviderAccount account = account(actor, id);
    ChannelTemplate taken = TemplateDesk.template(id, handIn(organizationId, account, draft));
    database.runInOrganization(
        organizationId,
        transaction -> {
          templates.put(organizationId, List.of(taken));
          lookAgain(organizationId, id, REVIEW);
          events.append(actor, new TemplateSubmitted(id, taken.name(), taken.language()));
        });
    return taken;
  }

  private CatalogTemplate handIn(
      OrganizationId organizationId, ProviderAccount account, TemplateDraft draft) {
    try {
      return providers
          .call(
              organizationId,
              account.id(),
              channel -> channel.feature(TemplateSubmission.class).map(desk -> desk.submit(draft)))
          .orElseThrow(() ->
              MceException.wrongState(
                  "This channel takes no templates from here. Hand it in at its carrier; it"
                      + " appears here by itself."));
    } catch (ProviderException e) {
      if (e.kind() == ErrorKind.OUTCOME_UNKNOWN) {
        lookAgain(organizationId, account.id(), Duration.ZERO);
        throw MceException.wrongState(
            "The carrier did not answer. Whether it has the template shows in a moment.");
      }
      throw switch (e.kind().remedy()) {
        case GIVE_UP -> MceException.invalid(REFUSED, "The carrier refused: " + e.getMessage());
        case RETRY, RECONCILE, FAIL_OVER ->
            MceException.wrongState("The template could not be handed in: " + e.getMessage());
      };
    }
  }

  private void lookAgain(OrganizationId organizationId, AccountId id, Duration pause) {
    dueWork.schedule(
        organizationId, TemplateWorker.KIND, id.toString(), clock.instant().plus(pause));
  }

  /** Finds a template of an account, whatever its state. */
  @Internal
  public Optional<ChannelTemplate> find(
      OrganizationId organizationId, AccountId account, String name, String language) {
    return templates
        .find(organizationId, account, name, language)
        .map(TemplateStore.Stored::template);
  }

  private ProviderAccount account(Actor actor, AccountId id) {
    return accounts
        .find(actor.organizationId(), id)
        .orElseThrow(() -> MceException.notFound("channel"));
  }

  private TemplateLibrary view(OrganizationId organizationId, ProviderAccount account) {
    CatalogStore.Catalog catalog = catalogs.get(organizationId, account.id());
    return new TemplateLibrary(
        account.id(),
        account.name(),
        account.channel().orElse(""),
        templates.list(organizationId, account.id()).stream()
            .map(TemplateStore.Stored::template)
            .toList(),
        catalog.submits(),
        catalog.syncedAt(),
        catalog.problem());
  }
}
