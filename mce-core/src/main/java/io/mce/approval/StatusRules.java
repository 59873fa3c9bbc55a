package io.mce.approval;

import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.lead.LeadStatus;
import io.mce.organization.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which changes of status are restricted to which roles; what no rule names is free. A rule that
 * names the status before goes before one for any.
 */
public record StatusRules(List<StatusRule> rules) {

  /** Everything is free. */
  public static final StatusRules NONE = new StatusRules(List.of());

  /**
   * Copies the rules.
   *
   * @throws MceException INVALID when two are about the same
   */
  public StatusRules {
    rules = List.copyOf(rules);
    Set<String> seen = new HashSet<>();
    for (StatusRule rule : rules) {
      if (!seen.add(rule.from() + ">" + rule.to())) {
        throw MceException.invalid(
            "rules",
            "Two rules lead from %s to %s; make one of them."
                .formatted(rule.from().map(Enum::name).orElse("any status"), rule.to()));
      }
    }
  }

  /** Returns the rule that decides about a change, if one does. */
  Optional<StatusRule> of(StatusMove move) {
    return rules.stream()
        .filter(rule -> rule.to() == move.to())
        .filter(rule -> rule.from().map(from -> from == move.from()).orElse(true))
        .reduce((a, b) -> a.from().isPresent() ? a : b);
  }

  /** Tells whether members of a role may make a change without asking. */
  public boolean allows(Role role, StatusMove move) {
    return of(move).map(rule -> rule.roles().contains(role)).orElse(true);
  }

  /** Returns who may make a change without asking: of one that is free, all who change leads. */
  Set<Role> rolesFor(StatusMove move) {
    return of(move)
        .map(StatusRule::roles)
        .orElseGet(() ->
            Arrays.stream(Role.values())
                .filter(role -> role.permissions().contains(Permission.LEAD_WRITE))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class))));
  }

  /** Returns the changes that members of a role must ask for. */
  public Set<StatusMove> restrictedFor(Role role) {
    Set<StatusMove> restricted = new LinkedHashSet<>();
    for (LeadStatus from : LeadStatus.values()) {
      for (LeadStatus to : LeadStatus.values()) {
        StatusMove move = new StatusMove(from, to);
        if (from != to && !allows(role, move)) {
          restricted.add(move);
        }
      }
    }
    return restricted;
  }

  /** Says each rule in a few words, for the audit trail. */
  List<String> words() {
    return rules.stream()
        .map(rule ->
            "%s > %s: %s"
                .formatted(
                    rule.from().map(Enum::name).orElse("*"),
                    rule.to(),
                    String.join(" ", rule.roles().stream().map(Enum::name).toList())))
        .toList();
  }
}
