package io.mce.template;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.persistence.Database;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccount;
import io.mce.provider.Providers;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ProviderException;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.TemplateSubmission;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the templates of an account from its carrier and stores them: what is new, what changed,
 * and what is gone. The carrier is asked outside of any transaction.
 */
final class TemplateDesk {

  private static final int LONGEST_PROBLEM = 500;
  private static final int LONGEST_WORD = 300;
  private static final int LONGEST_NAME = 512;

  /** What a carrier answered; no catalog when it cannot list its templates. */
  private record Answer(Optional<List<CatalogTemplate>> catalog, boolean submits) {}

  private record Key(String name, String language) {

    static Key of(ChannelTemplate template) {
      return new Key(template.name(), template.language());
    }
  }

  private final Database database;
  private final Providers providers;
  private final TemplateStore templates;
  private final CatalogStore catalogs;
  private final TemplateNotices notices;
  private final Events events;
  private final Clock clock;

  @Inject
  TemplateDesk(
      Database database,
      Providers providers,
      TemplateStore templates,
      CatalogStore catalogs,
      TemplateNotices notices,
      Events events,
      Clock clock) {
    this.database = database;
    this.providers = providers;
    this.templates = templates;
    this.catalogs = catalogs;
    this.notices = notices;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Reads all templates of an account; what went wrong is stored with it, too.
   *
   * @param actor who wanted it; a person's wish is told in the event log even when nothing changed
   * @throws ProviderException when the carrier could not be asked
   */
  void sync(Actor actor, ProviderAccount account) {
    OrganizationId organizationId = actor.organizationId();
    Instant askedAt = clock.instant();
    catalogs.meet(organizationId, account.id(), account.version());
    try {
      Answer answer =
          providers.inquire(
              organizationId,
              account.id(),
              channel ->
                  new Answer(
                      channel.feature(TemplateCatalog.class).map(TemplateCatalog::templates),
                      channel.feature(TemplateSubmission.class).isPresent()));
      store(actor, account, answer, askedAt);
    } catch (ProviderException e) {
      String problem = cut(String.valueOf(e.getMessage()), LONGEST_PROBLEM);
      catalogs.failed(organizationId, account.id(), problem);
      throw e;
    }
  }

  private void store(Actor actor, ProviderAccount account, Answer answer, Instant askedAt) {
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          boolean first = catalogs.get(organizationId, account.id()).syncedAt().isEmpty();
          if (!catalogs.synced(organizationId, account.id(), answer.submits(), askedAt)
              || answer.catalog().isEmpty()) {
            return;
          }
          Map<Key, ChannelTemplate> told = told(account.id(), answer.catalog().get());
          boolean changed = replace(organizationId, account, told, askedAt, first);
          if (changed || actor.kind() != Actor.Kind.ENGINE) {
            events.append(actor, new TemplatesSynced(account.id(), told.size()));
          }
        });
  }

  /** By name and language; of several with one name the one that can be sent. */
  private static Map<Key, ChannelTemplate> told(AccountId account, List<CatalogTemplate> catalog) {
    Map<Key, ChannelTemplate> told = new LinkedHashMap<>();
    for (CatalogTemplate each : catalog) {
      if (each.name().length() <= LONGEST_NAME) {
        ChannelTemplate template = template(account, each);
        told.merge(
            Key.of(template),
            template,
            (one, other) -> one.state() == TemplateState.APPROVED ? one : other);
      }
    }
    return told;
  }

  static ChannelTemplate template(AccountId account, CatalogTemplate told) {
    return new ChannelTemplate(
        account,
        told.name(),
        told.language(),
        told.category(),
        told.body(),
        told.parameters(),
        TemplateState.of(told),
        told.quality().map(word -> cut(word, LONGEST_WORD)),
        told.reason().map(word -> cut(word, LONGEST_WORD)));
  }

  /** Makes the rows what the carrier told; whether anything was different. */
  private boolean replace(
      OrganizationId organizationId,
      ProviderAccount account,
      Map<Key, ChannelTemplate> told,
      Instant askedAt,
      boolean first) {
    Map<Key, ChannelTemplate> known = new LinkedHashMap<>();
    boolean changed = false;
    for (TemplateStore.Stored each : templates.list(organizationId, account.id())) {
      Key key = Key.of(each.template());
      // What the carrier said after it was asked is newer than its answer.
      if (each.toldAt().filter(askedAt::isBefore).isPresent()) {
        told.remove(key);
      } else if (!told.containsKey(key)) {
        templates.remove(organizationId, each.template());
        changed = true;
      }
      known.put(key, each.template());
    }
    List<ChannelTemplate> different = new ArrayList<>();
    told.forEach((key, template) -> {
      ChannelTemplate before = known.get(key);
      if (!template.equals(before)) {
        different.add(template);
        if (!first && (before == null || before.state() != template.state())) {
          notices.stateIs(organizationId, account, template);
        }
      }
    });
    templates.put(organizationId, different);
    return changed || !different.isEmpty();
  }

  private static String cut(String text, int longest) {
    String clean = text.replace("\0", "");
    return clean.length() <= longest ? clean : clean.substring(0, longest);
  }
}
