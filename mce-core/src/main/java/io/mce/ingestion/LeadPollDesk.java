package io.mce.ingestion;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.LeadDraft;
import io.mce.notification.Notices;
import io.mce.persistence.Database;
import io.mce.provider.ProviderAccount;
import io.mce.secret.MatchKeys;
import io.mce.spi.LeadIn;
import io.mce.spi.LeadPage;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores what a poll brought: the leads, that they were seen, and where to go on, in one
 * transaction. Who was overtaken meanwhile stores nothing.
 */
final class LeadPollDesk {

  private static final int LONGEST_ERROR = 500;

  private final Database database;
  private final LeadPollStore store;
  private final Intake intake;
  private final MatchKeys matchKeys;
  private final Notices notices;
  private final Events events;
  private final Clock clock;

  @Inject
  LeadPollDesk(
      Database database,
      LeadPollStore store,
      Intake intake,
      MatchKeys matchKeys,
      Notices notices,
      Events events,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.intake = intake;
    this.matchKeys = matchKeys;
    this.notices = notices;
    this.events = events;
    this.clock = clock;
  }

  /** Stores a page; false when somebody else has stored one since {@code from} was read. */
  boolean take(
      OrganizationId organizationId,
      ProviderAccount account,
      LeadPollStore.State from,
      LeadPage page) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          // The turn first: two who read the same page wait for each other here, and one is late.
          List<LeadIn> fresh = new ArrayList<>();
          List<LeadPollStore.Sighting> sightings = new ArrayList<>();
          if (!store.advance(organizationId, from, page.cursor(), clock.instant())) {
            return false;
          }
          sort(organizationId, account, page, fresh, sightings);
          store.remember(organizationId, account.id(), sightings, clock.instant());
          capture(organizationId, account, fresh);
          store.count(organizationId, account.id(), fresh.size());
          return true;
        });
  }

  /** Finds what is new or changed, in the order of the page. */
  private void sort(
      OrganizationId organizationId,
      ProviderAccount account,
      LeadPage page,
      List<LeadIn> fresh,
      List<LeadPollStore.Sighting> sightings) {
    Map<String, LeadIn> byKey = new LinkedHashMap<>();
    for (LeadIn lead : page.leads()) {
      byKey.put(matchKeys.matchKey(organizationId, "polled-lead", lead.externalId()), lead);
    }
    Map<String, LeadPollStore.Seen> seen = store.seen(organizationId, account.id(), byKey.keySet());
    byKey.forEach((key, lead) -> {
      String version = matchKeys.matchKey(organizationId, "polled-version", lead.eventId());
      LeadPollStore.Seen before = seen.get(key);
      if (before == null || !before.versionKey().equals(version)) {
        boolean known = before == null ? page.known() : before.known();
        sightings.add(new LeadPollStore.Sighting(key, version, known));
        if (!known) {
          fresh.add(lead);
        }
      }
    });
  }

  private void capture(OrganizationId organizationId, ProviderAccount account, List<LeadIn> leads) {
    Map<SourceId, List<LeadDraft>> bySource = new LinkedHashMap<>();
    SourceId named = SourceId.like(account.name()).orElse(SourceId.of("form"));
    for (LeadIn lead : leads) {
      SourceId source = lead.form().flatMap(SourceId::like).orElse(named);
      bySource
          .computeIfAbsent(source, each -> new ArrayList<>())
          .add(LeadInHandler.draft(lead, source, account.id()));
    }
    Actor actor = LeadInHandler.actor(organizationId, account.id());
    bySource.forEach((source, drafts) -> intake.takeAll(actor, drafts, source, true));
  }

  /** Writes down a failure, and tells people about one that waits for them. */
  void fail(
      OrganizationId organizationId,
      ProviderAccount account,
      LeadPollStore.State from,
      ProviderException e) {
    String message = cut(String.valueOf(e.getMessage()));
    boolean fresh =
        LeadPollPauses.needsPerson(e.kind())
            && !(from.errorKind().equals(Optional.of(e.kind()))
                && from.error().equals(Optional.of(message)));
    database.runInOrganization(
        organizationId,
        transaction -> {
          if (store.fail(organizationId, from, e.kind(), message, clock.instant()) && fresh) {
            Actor engine = Actor.engine(organizationId, "lead-polls");
            events.append(engine, new LeadPollPaused(account.id(), account.name(), e.kind()));
            notices.raise(
                engine,
                "%s brings no more leads: %s Look at it under Sources."
                    .formatted(account.name(), message),
                Optional.empty(),
                "lead-poll:%s:%s:%s"
                    .formatted(
                        account.id(),
                        e.kind(),
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
          }
        });
  }

  private static String cut(String message) {
    String clean = TypedText.clean(message);
    return clean.length() <= LONGEST_ERROR ? clean : clean.substring(0, LONGEST_ERROR);
  }
}
