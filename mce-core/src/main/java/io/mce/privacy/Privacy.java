package io.mce.privacy;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.People;
import io.mce.kernel.Permission;
import io.mce.kernel.PersonalDataHolder;
import io.mce.kernel.PersonalRecords;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/**
 * What a person may ask for: to be told everything that is stored about them, and to be forgotten.
 * A person is named by the id of their lead. Thread-safe; each command is one transaction.
 */
public final class Privacy {

  private final Database database;
  private final People people;
  private final Set<PersonalDataHolder> holders;
  private final Erasure erasure;
  private final Events events;
  private final Clock clock;

  @Inject
  Privacy(
      Database database,
      People people,
      Set<PersonalDataHolder> holders,
      Erasure erasure,
      Events events,
      Clock clock) {
    this.database = database;
    this.people = people;
    this.holders = holders;
    this.erasure = erasure;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Returns everything that is stored about a person, also about one in the archive. That it was
   * taken out is an event of its own.
   *
   * @throws MceException NOT_FOUND when there is no such person, or who it was is erased
   */
  public PersonExport export(Actor actor, UUID person) {
    actor.require(Permission.PRIVACY_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          if (people.name(organizationId, person).isEmpty()) {
            throw MceException.notFound("lead");
          }
          PersonalRecords records = new PersonalRecords();
          holders.forEach(holder -> holder.export(organizationId, person, records));
          for (UUID each : people.alsoKnownAs(organizationId, person)) {
            holders.forEach(holder -> holder.export(organizationId, each, records));
          }
          events.append(actor, new PersonExported(person));
          return new PersonExport(person, clock.instant(), records);
        });
  }

  /**
   * Removes for good everything by which a person could be recognized, also one who is in the
   * archive. What stays is a row without anything personal that counters and the audit trail refer
   * to, and the keyed hashes of addresses that must not be written to. There is no way back.
   *
   * @throws MceException NOT_FOUND when there is no such person, or who it was is erased
   */
  public void erase(Actor actor, UUID person, ErasureReason reason) {
    actor.require(Permission.PRIVACY_MANAGE);
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          if (!erasure.erase(actor, person)) {
            throw MceException.notFound("lead");
          }
          events.append(actor, new PersonErased(person, reason));
        });
  }

  /**
   * Does the same if the person is called what somebody typed to confirm it; case and outer spaces
   * do not matter.
   *
   * @throws MceException INVALID when the person is called something else; NOT_FOUND
   */
  public void erase(Actor actor, UUID person, ErasureReason reason, String confirmedName) {
    actor.require(Permission.PRIVACY_MANAGE);
    database.runInOrganization(
        actor.organizationId(),
        transaction -> {
          String name =
              people
                  .name(actor.organizationId(), person)
                  .orElseThrow(() -> MceException.notFound("lead"));
          if (!name.strip().equalsIgnoreCase(confirmedName.strip())) {
            throw MceException.invalid(
                "confirm", "Type the lead's name to confirm that it is to be erased for good.");
          }
          erase(actor, person, reason);
        });
  }
}
