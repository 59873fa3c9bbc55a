package io.mce.privacy;

import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.People;
import io.mce.kernel.PersonalDataHolder;
import io.mce.persistence.Database;
import io.mce.secret.DataKeys;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Removes a person, feature by feature, in one transaction; for features. Permissions and events
 * are the caller's. Thread-safe.
 *
 * <p>The person is locked first: whoever is writing about them ends before, and whoever comes after
 * finds nobody. So nothing is written back.
 */
@Internal
public final class Erasure {

  private final Database database;
  private final People people;
  private final Set<PersonalDataHolder> holders;
  private final DataKeys dataKeys;
  private final DueWork dueWork;
  private final Clock clock;

  @Inject
  Erasure(
      Database database,
      People people,
      Set<PersonalDataHolder> holders,
      DataKeys dataKeys,
      DueWork dueWork,
      Clock clock) {
    this.database = database;
    this.people = people;
    this.holders = holders;
    this.dataKeys = dataKeys;
    this.dueWork = dueWork;
    this.clock = clock;
  }

  /** Erases a person; false when there is no such person, or who it was is erased. */
  public boolean erase(Actor actor, UUID person) {
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          if (!people.lock(actor.organizationId(), person)) {
            return false;
          }
          Set<UUID> all = new LinkedHashSet<>(people.alsoKnownAs(actor.organizationId(), person));
          all.add(person);
          for (UUID each : all) {
            holders.forEach(holder -> holder.erase(actor, each));
            // What the audit trail says about them stays, chained, and opens no more.
            dataKeys.destroy(actor.organizationId(), each);
          }
          dueWork.schedule(
              actor.organizationId(),
              ForgottenFiles.KIND,
              ForgottenFiles.KEY,
              clock.instant().plus(ForgottenFiles.DELAY));
          return true;
        });
  }
}
