package io.mce.segment;

import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.organization.Member;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.project.KnownProjects;
import io.mce.project.ProjectId;
import io.mce.project.Projects;
import io.mce.segment.LeadCondition.All;
import io.mce.segment.LeadCondition.Any;
import io.mce.segment.LeadCondition.Not;
import io.mce.segment.LeadCondition.Owner;
import io.mce.segment.LeadCondition.Project;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Conditions name owners and projects of the organization itself only. */
final class ConditionReferences {

  private final Members members;
  private final Projects projects;

  @Inject
  ConditionReferences(Members members, Projects projects) {
    this.members = members;
    this.projects = projects;
  }

  /** Refuses a definition that is saved with somebody else, or something else, in it. */
  void require(Actor actor, SegmentDefinition definition) {
    List<LeadCondition> conditions = singles(definition.where()).toList();
    requireOwners(actor, conditions);
    requireProjects(actor, conditions);
  }

  private void requireOwners(Actor actor, List<LeadCondition> conditions) {
    Set<MemberId> wanted = new HashSet<>();
    for (LeadCondition condition : conditions) {
      if (condition instanceof Owner owner) {
        wanted.addAll(owner.in());
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    members.list(Actor.engine(actor.organizationId(), "segments")).stream()
        .map(Member::id)
        .forEach(wanted::remove);
    if (!wanted.isEmpty()) {
      throw MceException.invalid(
          "definition", "An owner in the conditions is no member of this organization.");
    }
  }

  private void requireProjects(Actor actor, List<LeadCondition> conditions) {
    Set<ProjectId> wanted = new HashSet<>();
    for (LeadCondition condition : conditions) {
      if (condition instanceof Project project) {
        wanted.addAll(project.in());
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    KnownProjects known = projects.known(actor.organizationId());
    if (!wanted.stream().allMatch(id -> known.find(id).isPresent())) {
      throw MceException.invalid(
          "definition", "A project in the conditions is none of this organization.");
    }
  }

  private static Stream<LeadCondition> singles(LeadCondition condition) {
    return switch (condition) {
      case All all -> all.of().stream().flatMap(ConditionReferences::singles);
      case Any any -> any.of().stream().flatMap(ConditionReferences::singles);
      case Not not -> singles(not.of());
      default -> Stream.of(condition);
    };
  }
}
