package io.mce.lead;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.organization.OrganizationSettings;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.util.TreeSet;

/**
 * How organizations join what they hear about the same person. It holds for leads that are captured
 * again and, unless a person chooses otherwise, for merges. Thread-safe; each command is one
 * transaction and joins an open one.
 */
public final class MergePolicies {

  /**
   * A policy and how often it was changed.
   *
   * @param version 0 while the organization has chosen nothing
   */
  public record Chosen(MergePolicy policy, long version) {}

  private static final String SETTING = "merge-policy";
  private static final int MOST_FIELDS = 100;

  private final Database database;
  private final OrganizationSettings settings;
  private final Events events;

  @Inject
  MergePolicies(Database database, OrganizationSettings settings, Events events) {
    this.database = database;
    this.settings = settings;
    this.events = events;
  }

  /** Returns the policy of the organization. */
  public Chosen get(Actor actor) {
    actor.require(Permission.ORGANIZATION_READ);
    return find(actor.organizationId());
  }

  /**
   * Replaces the policy of the organization. What was joined before stays as it is.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException STALE_VERSION when it was changed since
   */
  public Chosen change(Actor actor, MergePolicy policy, long expectedVersion) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    if (policy.strategies().size() > MOST_FIELDS) {
      throw MceException.invalid("fields", "Name at most " + MOST_FIELDS + " fields.");
    }
    return database.inOrganization(
        organizationId,
        transaction -> {
          MergePolicy before = find(organizationId).policy();
          settings.change(organizationId, SETTING, policy, expectedVersion);
          events.append(actor, new MergePolicyChanged(organizationId), changes(before, policy));
          return find(organizationId);
        });
  }

  private Chosen find(OrganizationId organizationId) {
    return settings
        .find(organizationId, SETTING, MergePolicy.class)
        .map(chosen -> new Chosen(chosen.value(), chosen.version()))
        .orElse(new Chosen(MergePolicy.DEFAULT, 0));
  }

  private static Changes changes(MergePolicy before, MergePolicy after) {
    TreeSet<String> fields = new TreeSet<>(before.strategies().keySet());
    fields.addAll(after.strategies().keySet());
    Changes changes = Changes.NONE.with("sameEmail", before.sameEmail(), after.sameEmail());
    for (String field : fields) {
      changes = changes.with(field, before.of(field), after.of(field));
    }
    return changes;
  }

  MergePolicy of(OrganizationId organizationId) {
    return find(organizationId).policy();
  }
}
