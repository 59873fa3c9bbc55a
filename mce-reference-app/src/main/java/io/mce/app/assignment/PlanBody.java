package io.mce.app.assignment;

import io.mce.app.http.Words;
import io.mce.assignment.AssignmentCondition;
import io.mce.assignment.AssignmentCondition.Field;
import io.mce.assignment.AssignmentPlan;
import io.mce.assignment.AssignmentPlan.Order;
import io.mce.assignment.AssignmentPlan.Policy;
import io.mce.assignment.AssignmentRule;
import io.mce.kernel.MceException;
import io.mce.organization.MemberId;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A whole plan.
 *
 * @param policy ROUND_ROBIN, LEAST_LOADED or MANUAL
 * @param order OLDEST_FIRST or HIGHEST_SCORE_FIRST; left out: OLDEST_FIRST
 */
@Introspected
record PlanBody(
    @Nullable String policy,
    @Nullable String order,
    @Nullable @Size(max = 36) String fallbackId,
    @Nullable @Valid @Size(max = 50) List<@Nullable @Valid RuleBody> rules) {

  /** Some leads are for some members. */
  @Introspected
  record RuleBody(
      @Nullable @Size(max = 100) String name,
      @Nullable @Valid @Size(max = 10) List<@Nullable @Valid ConditionBody> conditions,
      @Nullable @Size(max = 200) List<@Nullable String> memberIds) {

    static RuleBody of(AssignmentRule rule) {
      List<@Nullable ConditionBody> conditions = new ArrayList<>();
      rule.conditions().forEach(each -> conditions.add(ConditionBody.of(each)));
      List<@Nullable String> memberIds = new ArrayList<>();
      rule.members().forEach(each -> memberIds.add(each.toString()));
      return new RuleBody(rule.name(), conditions, memberIds);
    }
  }

  /**
   * What must be so.
   *
   * @param field LANGUAGE, COUNTRY, CITY, SOURCE, PROJECT (by its id) or METADATA
   */
  @Introspected
  record ConditionBody(
      @Nullable String field,
      @Nullable @Size(max = 100) String key,
      @Nullable @Size(max = 100) List<@Nullable String> values) {

    static ConditionBody of(AssignmentCondition condition) {
      return new ConditionBody(
          condition.field().name(), condition.key().orElse(null), List.copyOf(condition.values()));
    }
  }

  AssignmentPlan plan() {
    return new AssignmentPlan(
        Words.constant(Policy.class, "policy", policy),
        order == null ? Order.OLDEST_FIRST : Words.constant(Order.class, "order", order),
        Optional.ofNullable(fallbackId)
            .filter(id -> !id.isBlank())
            .map(id -> member("fallbackId", id)),
        present("rules", rules).stream().map(PlanBody::rule).toList());
  }

  private static AssignmentRule rule(RuleBody body) {
    return new AssignmentRule(
        body.name() == null ? "" : body.name().strip(),
        present("conditions", body.conditions()).stream().map(PlanBody::condition).toList(),
        present("memberIds", body.memberIds()).stream()
            .map(id -> member("memberIds", id))
            .toList());
  }

  private static AssignmentCondition condition(ConditionBody body) {
    return new AssignmentCondition(
        Words.constant(Field.class, "field", body.field()),
        Optional.ofNullable(body.key()).map(String::strip).filter(key -> !key.isEmpty()),
        present("values", body.values()));
  }

  private static MemberId member(String field, String id) {
    try {
      return MemberId.of(id);
    } catch (MceException e) {
      throw MceException.invalid(field, "The field " + field + " names members by their ids.");
    }
  }

  /** A list that is missing is empty; something missing in one is refused. */
  private static <T> List<T> present(String field, @Nullable List<@Nullable T> list) {
    if (list == null) {
      return List.of();
    }
    if (list.stream().anyMatch(java.util.Objects::isNull)) {
      throw MceException.invalid(field, "The field " + field + " must not hold null.");
    }
    return list.stream().<T>map(java.util.Objects::requireNonNull).toList();
  }
}
