package io.mce.assignment;

import io.mce.assignment.AssignmentNote.How;
import io.mce.assignment.AssignmentPlan.Policy;
import io.mce.assignment.AssignmentStore.Turns;
import io.mce.assignment.Roster.Seat;
import io.mce.kernel.Actor;
import io.mce.kernel.OrganizationId;
import io.mce.lead.Lead;
import io.mce.organization.MemberId;
import io.mce.organization.Members;
import io.mce.organization.Organization;
import io.mce.organization.Organizations;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who gets which lead: the first rule that fits says among whom, who is there and has room
 * can take it, and the policy says who does. Holds the organization's turn until the transaction
 * ends, so that two nodes never give more than there is room for.
 */
final class Dealer {

  private final AssignmentStore store;
  private final AssignmentPlans plans;
  private final AvailabilityStore availability;
  private final Optional<AssignmentPolicy> hostPolicy;
  private final Members members;
  private final Organizations organizations;
  private final AssignmentNotices notices;
  private final Clock clock;

  @Inject
  Dealer(
      AssignmentStore store,
      AssignmentPlans plans,
      AvailabilityStore availability,
      Optional<AssignmentPolicy> hostPolicy,
      Members members,
      Organizations organizations,
      AssignmentNotices notices,
      Clock clock) {
    this.store = store;
    this.plans = plans;
    this.availability = availability;
    this.hostPolicy = hostPolicy;
    this.members = members;
    this.organizations = organizations;
    this.notices = notices;
    this.clock = clock;
  }

  /** Leads that are for the same members. */
  private record Group(Optional<AssignmentRule> rule, List<MemberId> pool, List<Lead> leads) {
    String key() {
      return rule.map(AssignmentRule::name).orElse("");
    }
  }

  /** Decides about leads, in the open transaction; the outcome is in their order. */
  List<Dealt> deal(OrganizationId organizationId, List<Lead> leads) {
    if (leads.isEmpty()) {
      return List.of();
    }
    AssignmentPlans.Chosen chosen = plans.of(organizationId);
    AssignmentPlan plan = chosen.plan();
    Organization organization = organization(organizationId);
    Roster roster = roster(organization);
    Map<Lead, Dealt> dealt = new LinkedHashMap<>();
    leads.forEach(lead -> dealt.put(lead, waiting(lead, Optional.empty())));
    if (roster.takers().isEmpty()) {
      return List.copyOf(dealt.values());
    }
    List<Group> groups = groups(chosen, organization, roster, leads);
    if (groups.isEmpty()) {
      return List.copyOf(dealt.values());
    }
    Turns turns = store.takeTurns(organizationId, roster.takers().getLast());
    loadInto(roster, plan, organizationId);
    for (Group group : groups) {
      dealGroup(organizationId, plan, roster, group, turns, dealt);
    }
    store.endTurns(organizationId, turns);
    return List.copyOf(dealt.values());
  }

  /** Returns who could take leads now. */
  Roster roster(OrganizationId organizationId) {
    return roster(organization(organizationId));
  }

  private Roster roster(Organization organization) {
    return new Roster(
        members.assignable(organization.id()),
        availability.all(organization.id()),
        clock.instant(),
        organization.timeZone(),
        organization.businessHours());
  }

  private Organization organization(OrganizationId organizationId) {
    return organizations.get(Actor.engine(organizationId, "assignment"));
  }

  private void loadInto(Roster roster, AssignmentPlan plan, OrganizationId organizationId) {
    Set<MemberId> toCount = new LinkedHashSet<>(roster.limited());
    if (plan.policy() == Policy.LEAST_LOADED) {
      toCount.addAll(roster.takers());
    }
    roster.load(store.openLeads(organizationId, toCount));
  }

  /** Puts leads together by their rule; those of no rule under MANUAL are for nobody. */
  private List<Group> groups(
      AssignmentPlans.Chosen chosen, Organization organization, Roster roster, List<Lead> leads) {
    AssignmentPlan plan = chosen.plan();
    Map<String, Group> groups = new LinkedHashMap<>();
    Set<List<AssignmentRule>> several = new LinkedHashSet<>();
    for (Lead lead : leads) {
      List<AssignmentRule> fitting =
          plan.rules().stream().filter(rule -> rule.fits(lead, organization.languages())).toList();
      if (fitting.size() > 1) {
        several.add(fitting);
      }
      Optional<AssignmentRule> rule = fitting.stream().findFirst();
      if (rule.isEmpty() && plan.policy() == Policy.MANUAL) {
        continue;
      }
      groups
          .computeIfAbsent(
              rule.map(AssignmentRule::name).orElse(""),
              name ->
                  new Group(
                      rule,
                      rule.map(AssignmentRule::members).orElse(roster.takers()),
                      new ArrayList<>()))
          .leads()
          .add(lead);
    }
    several.forEach(fitting -> notices.conflict(organization.id(), chosen, fitting));
    return List.copyOf(groups.values());
  }

  private void dealGroup(
      OrganizationId organizationId,
      AssignmentPlan plan,
      Roster roster,
      Group group,
      Turns turns,
      Map<Lead, Dealt> dealt) {
    List<Lead> left =
        hostPolicy
            .map(policy -> dealByHost(organizationId, policy, roster, group, turns, dealt))
            .orElseGet(() -> dealInTurn(plan, roster, group, turns, dealt));
    if (left.isEmpty()) {
      return;
    }
    Optional<String> rule = group.rule().map(AssignmentRule::name);
    int fallen = 0;
    for (Lead lead : left) {
      Optional<MemberId> fallback = plan.fallback().filter(roster::canTake);
      fallback.ifPresent(roster::took);
      fallen += fallback.isPresent() ? 1 : 0;
      dealt.put(
          lead,
          fallback
              .map(member ->
                  new Dealt(lead, fallback, How.FALLBACK, rule, Optional.<MemberId>empty()))
              .orElseGet(() -> waiting(lead, rule)));
    }
    if (fallen > 0 || !roster.willCome(group.pool())) {
      notices.nobody(organizationId, plan, group.rule(), fallen == left.size());
    }
  }

  private static Dealt waiting(Lead lead, Optional<String> rule) {
    return new Dealt(lead, Optional.empty(), How.WAITING, rule, Optional.empty());
  }

  /** Gives leads one by one; returns those for whom nobody is there. */
  private List<Lead> dealInTurn(
      AssignmentPlan plan, Roster roster, Group group, Turns turns, Map<Lead, Dealt> dealt) {
    List<Seat> seats = roster.seats(group.pool());
    for (int i = 0; i < group.leads().size(); i++) {
      List<Seat> free = seats.stream().filter(seat -> roster.hasRoom(seat.taker())).toList();
      if (free.isEmpty()) {
        return group.leads().subList(i, group.leads().size());
      }
      List<Seat> best = plan.policy() == Policy.LEAST_LOADED ? leastLoaded(free, roster) : free;
      Seat seat = best.get(next(best, turns.last(group.key())));
      turns.had(group.key(), seat.of());
      give(group, group.leads().get(i), seat, roster, dealt);
      if (!roster.hasRoom(seat.taker())) {
        seats = free;
      }
    }
    return List.of();
  }

  private static List<Seat> leastLoaded(List<Seat> seats, Roster roster) {
    int fewest =
        seats.stream().mapToInt(seat -> roster.openLeads(seat.taker())).min().orElseThrow();
    return seats.stream().filter(seat -> roster.openLeads(seat.taker()) == fewest).toList();
  }

  /** Who is not among them any more is followed by whoever joined next. */
  private static int next(List<Seat> seats, Optional<MemberId> last) {
    String after = last.map(MemberId::toString).orElse("");
    for (int i = 0; i < seats.size(); i++) {
      if (seats.get(i).of().toString().compareTo(after) > 0) {
        return i;
      }
    }
    return 0;
  }

  private static void give(
      Group group, Lead lead, Seat seat, Roster roster, Map<Lead, Dealt> dealt) {
    roster.took(seat.taker());
    dealt.put(
        lead,
        new Dealt(
            lead,
            Optional.of(seat.taker()),
            How.POLICY,
            group.rule().map(AssignmentRule::name),
            Optional.of(seat.of()).filter(of -> !of.equals(seat.taker()))));
  }

  /** Lets the host choose among those who are there; who is full in the meantime drops out. */
  private List<Lead> dealByHost(
      OrganizationId organizationId,
      AssignmentPolicy policy,
      Roster roster,
      Group group,
      Turns turns,
      Map<Lead, Dealt> dealt) {
    List<Lead> left = group.leads();
    while (!left.isEmpty()) {
      List<Seat> seats =
          roster.seats(group.pool()).stream().filter(seat -> roster.hasRoom(seat.taker())).toList();
      List<MemberId> there =
          seats.stream()
              .map(Seat::taker)
              .distinct()
              .sorted(Comparator.comparingInt(roster.takers()::indexOf))
              .toList();
      if (there.isEmpty()) {
        return left;
      }
      List<MemberId> owners =
          policy.choose(
              organizationId,
              left,
              there,
              Optional.of(turns.last(group.key()).orElse(there.getLast())));
      if (owners.size() != left.size() || !there.containsAll(owners)) {
        throw new IllegalStateException(
            "the assignment policy must choose one of the members for each lead");
      }
      List<Lead> over = new ArrayList<>();
      for (int i = 0; i < owners.size(); i++) {
        MemberId owner = owners.get(i);
        if (roster.hasRoom(owner)) {
          turns.had(group.key(), owner);
          give(group, left.get(i), seatOf(seats, owner), roster, dealt);
        } else {
          over.add(left.get(i));
        }
      }
      left = over;
    }
    return left;
  }

  private static Seat seatOf(List<Seat> seats, MemberId taker) {
    return seats.stream()
        .filter(seat -> seat.taker().equals(taker))
        .min(Comparator.comparing(seat -> !seat.of().equals(taker)))
        .orElseThrow();
  }
}
