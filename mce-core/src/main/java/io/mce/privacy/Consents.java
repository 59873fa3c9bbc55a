package io.mce.privacy;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.People;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What persons agreed to. Records are added and never changed; the newest of a purpose and a
 * channel holds. Recording one changes nothing about what is sent: that is the affair of do not
 * contact. Thread-safe; each command is one transaction and joins an open one.
 */
public final class Consents {

  private static final Pattern PURPOSE = Pattern.compile("[A-Z][A-Z0-9_]{1,39}");
  private static final int MAX_SOURCE = 200;

  /** Enough for a lifetime of changes of mind. */
  private static final int MAX_RECORDS = 1000;

  private final Database database;
  private final ConsentStore store;
  private final People people;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Consents(
      Database database,
      ConsentStore store,
      People people,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.people = people;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Adds a record.
   *
   * @throws MceException INVALID with the field that is wrong; NOT_FOUND
   */
  public Consent record(Actor actor, UUID person, ConsentDraft draft) {
    actor.require(Permission.LEAD_WRITE);
    Instant now = clock.instant();
    requireValid(draft, now);
    OrganizationId organizationId = actor.organizationId();
    Consent consent =
        new Consent(
            new ConsentId(ids.next()),
            draft.purpose(),
            draft.channel(),
            draft.status(),
            draft.source().strip(),
            actor.kind() + ":" + actor.id(),
            now,
            draft.expiresAt());
    return database.inOrganization(
        organizationId,
        transaction -> {
          requirePerson(organizationId, person);
          if (store.count(organizationId, person) >= MAX_RECORDS) {
            throw MceException.wrongState(
                "This lead has " + MAX_RECORDS + " records of consent; there is no room for more.");
          }
          store.insert(organizationId, person, consent);
          events.append(
              actor,
              new ConsentRecorded(
                  person, consent.id(), consent.purpose(), consent.channel(), consent.status()));
          return consent;
        });
  }

  /**
   * Returns what a person agreed to, and what of it holds now.
   *
   * @throws MceException NOT_FOUND
   */
  public ConsentHistory list(Actor actor, UUID person) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    Instant now = clock.instant();
    return database.read(
        organizationId,
        transaction -> {
          if (!people.isThere(organizationId, person)) {
            throw MceException.notFound("lead");
          }
          List<Consent> records = store.of(organizationId, person);
          Map<String, ConsentState> current = new LinkedHashMap<>();
          for (Consent record : records) {
            current.putIfAbsent(
                record.purpose() + " " + record.channel(),
                new ConsentState(record, record.holdsAt(now)));
          }
          return new ConsentHistory(List.copyOf(current.values()), records);
        });
  }

  private void requirePerson(OrganizationId organizationId, UUID person) {
    if (!people.keep(organizationId, person)) {
      throw MceException.notFound("lead");
    }
  }

  private static void requireValid(ConsentDraft draft, Instant now) {
    if (!PURPOSE.matcher(draft.purpose()).matches()) {
      throw MceException.invalid("purpose", "A purpose is a word in capitals, such as MARKETING.");
    }
    Suppressions.requireChannel(draft.channel());
    if (draft.source().isBlank() || draft.source().length() > MAX_SOURCE) {
      throw MceException.invalid(
          "source", "Say where the person said so, in 1 to " + MAX_SOURCE + " characters.");
    }
    if (draft.expiresAt().isPresent()) {
      if (draft.status() != ConsentStatus.GRANTED) {
        throw MceException.invalid("expiresAt", "Only a granted consent ends by itself.");
      }
      if (!draft.expiresAt().get().isAfter(now)) {
        throw MceException.invalid("expiresAt", "A consent ends in the future.");
      }
    }
  }
}
