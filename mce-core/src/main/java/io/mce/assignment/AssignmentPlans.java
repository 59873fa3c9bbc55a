package io.mce.assignment;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.organization.OrganizationSettings;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How organizations give leads to their members. Thread-safe; each command is one transaction and
 * joins an open one.
 */
public final class AssignmentPlans {

  /** Most rules of a plan. */
  public static final int MOST_RULES = 50;

  private static final String SETTING = "assignment-plan";
  private static final int MOST_CONDITIONS = 10;
  private static final int MOST_VALUES = 100;
  private static final int MAX_TEXT = 100;

  /**
   * A plan and how often it was changed.
   *
   * @param version 0 while the organization has none of its own
   */
  public record Chosen(AssignmentPlan plan, long version) {}

  private final Database database;
  private final OrganizationSettings settings;
  private final Members members;
  private final Events events;

  @Inject
  AssignmentPlans(
      Database database, OrganizationSettings settings, Members members, Events events) {
    this.database = database;
    this.settings = settings;
    this.members = members;
    this.events = events;
  }

  /** Returns the plan of the organization. */
  public Chosen get(Actor actor) {
    actor.require(Permission.ORGANIZATION_READ);
    return of(actor.organizationId());
  }

  /**
   * Replaces the plan of the organization. Who has a lead keeps it; what waits is given by the new
   * plan.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException INVALID that names every field that makes no sense; STALE_VERSION when the
   *     plan was changed since
   */
  public Chosen change(Actor actor, AssignmentPlan plan, long expectedVersion) {
    actor.require(Permission.ASSIGNMENT_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          requireSense(organizationId, plan);
          AssignmentPlan before = of(organizationId).plan();
          settings.change(organizationId, SETTING, plan, expectedVersion);
          events.append(actor, new AssignmentPlanChanged(organizationId), changes(before, plan));
          return of(organizationId);
        });
  }

  /** Returns the plan of an organization, for whoever gives leads. */
  Chosen of(OrganizationId organizationId) {
    return settings
        .find(organizationId, SETTING, AssignmentPlan.class)
        .map(chosen -> new Chosen(chosen.value(), chosen.version()))
        .orElse(new Chosen(AssignmentPlan.DEFAULT, 0));
  }

  private static Changes changes(AssignmentPlan before, AssignmentPlan after) {
    return Changes.NONE
        .with("policy", before.policy(), after.policy())
        .with("order", before.order(), after.order())
        .with("fallback", before.fallback(), after.fallback())
        .with("rules", rules(before), rules(after));
  }

  private static Optional<String> rules(AssignmentPlan plan) {
    return plan.rules().isEmpty() ? Optional.empty() : Optional.of(Json.write(plan.rules()));
  }

  private void requireSense(OrganizationId organizationId, AssignmentPlan plan) {
    Map<String, String> problems = new LinkedHashMap<>();
    Set<MemberId> takers = new HashSet<>(members.assignable(organizationId));
    plan.fallback()
        .filter(member -> !takers.contains(member))
        .ifPresent(member -> problems.put("fallbackId", notATaker(member)));
    if (plan.rules().size() > MOST_RULES) {
      problems.put("rules", "A plan has at most " + MOST_RULES + " rules.");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < plan.rules().size(); i++) {
      AssignmentRule rule = plan.rules().get(i);
      String field = "rules[" + i + "]";
      requireText(field + ".name", rule.name(), "name of a rule", problems);
      if (!names.add(rule.name())) {
        problems.put(field + ".name", "Each rule needs a name of its own.");
      }
      requireMembers(field, rule.members(), takers, problems);
      requireConditions(field, rule.conditions(), problems);
    }
    if (!problems.isEmpty()) {
      throw new MceException(ErrorCode.INVALID, String.join(" ", problems.values()), problems);
    }
  }

  private static void requireMembers(
      String field, List<MemberId> members, Set<MemberId> takers, Map<String, String> problems) {
    if (members.isEmpty()) {
      problems.put(field + ".memberIds", "A rule names at least one member.");
    }
    if (new HashSet<>(members).size() < members.size()) {
      problems.put(field + ".memberIds", "A rule names each member once.");
    }
    members.stream()
        .filter(member -> !takers.contains(member))
        .findFirst()
        .ifPresent(member -> problems.put(field + ".memberIds", notATaker(member)));
  }

  private static void requireConditions(
      String field, List<AssignmentCondition> conditions, Map<String, String> problems) {
    if (conditions.isEmpty() || conditions.size() > MOST_CONDITIONS) {
      problems.put(field + ".conditions", "A rule has 1 to " + MOST_CONDITIONS + " conditions.");
    }
    for (int i = 0; i < conditions.size(); i++) {
      AssignmentCondition condition = conditions.get(i);
      String at = field + ".conditions[" + i + "]";
      condition.key().ifPresent(key -> requireText(at + ".key", key, "key", problems));
      if (condition.field() == AssignmentCondition.Field.METADATA && condition.key().isEmpty()) {
        problems.put(at + ".key", "Say which field of the metadata is meant.");
      }
      if (condition.values().isEmpty() || condition.values().size() > MOST_VALUES) {
        problems.put(at + ".values", "A condition has 1 to " + MOST_VALUES + " values.");
      }
      condition.values().forEach(value -> requireText(at + ".values", value, "value", problems));
    }
  }

  private static void requireText(
      String field, String text, String what, Map<String, String> problems) {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      problems.put(field, "A " + what + " has 1 to " + MAX_TEXT + " characters.");
    }
  }

  private static String notATaker(MemberId member) {
    return "Leads go to active members who work on leads; " + member + " is none of them.";
  }
}
