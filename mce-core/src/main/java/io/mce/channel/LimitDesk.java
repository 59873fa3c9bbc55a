package io.mce.channel;

import io.mce.channel.SendCountStore.Candidate;
import io.mce.channel.SendCountStore.Deferred;
import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.spi.Remedy;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses what the limits let go now, counts it in the transaction of the claim, and makes the rest
 * wait. Called with the lane's lock, so that an account has one counter at a time; what accounts
 * share is written only if no other lane wrote it since it was read.
 *
 * <p>Counted is what is claimed, and taken back is what the carrier surely did not take: a cap is
 * never passed, and may be missed by a few where a worker was lost.
 */
final class LimitDesk {

  /** How often one transaction looks for more that must wait. */
  private static final int SWEEPS = 4;

  /**
   * What a turn may claim.
   *
   * @param more whether looking again may find more: something was made to wait, or another lane
   *     counted at the same time
   */
  record Choice(List<DispatchId> free, boolean more) {}

  private final SendCountStore counts;
  private final CarrierLimits carriers;
  private final RecipientZones zones;

  @Inject
  LimitDesk(SendCountStore counts, CarrierLimits carriers, RecipientZones zones) {
    this.counts = counts;
    this.carriers = carriers;
    this.zones = zones;
  }

  /** Tells whether anything limits an account; without, a claim needs nothing of this. */
  boolean concerns(AccountId account, Limits limits) {
    return limits.concern(account) || carriers.of(account).isPresent();
  }

  /**
   * Takes back what was counted for attempts that the carrier surely did not take: of the account,
   * and of the person where there will be no further one.
   */
  void giveBack(
      OrganizationId organizationId, AccountId account, Limits limits, List<Finished> finished) {
    List<Finished> refused = finished.stream().filter(LimitDesk::isSurelyNotTaken).toList();
    if (refused.isEmpty()) {
      return;
    }
    if (!limits.rules().capOf(account).saysNothing()) {
      List<Long> days =
          refused.stream()
              .map(each -> LocalDate.ofInstant(each.dispatch().stateAt(), limits.zone()))
              .map(LocalDate::toEpochDay)
              .toList();
      counts.takeBack(organizationId, SendCountStore.ACCOUNT, account.value(), days);
    }
    if (limits.rules().frequency().isPresent()) {
      for (Finished each : refused) {
        if (isOnlyContact(each)) {
          counts.takeBack(
              organizationId,
              SendCountStore.PERSON,
              each.dispatch().leadId(),
              List.of(each.dispatch().stateAt().toEpochMilli()));
        }
      }
    }
  }

  private static boolean isSurelyNotTaken(Finished finished) {
    return finished.outcome() instanceof Outcome.Failed failed
        && failed.kind().remedy() != Remedy.RECONCILE
        && finished.dispatch().repeatUntil().isEmpty();
  }

  private static boolean isOnlyContact(Finished finished) {
    return finished.outcome() instanceof Outcome.Failed failed
        && failed.kind().remedy() == Remedy.GIVE_UP
        && finished.dispatch().purpose() == Purpose.OUTREACH
        && finished.dispatch().attempts() == 1;
  }

  /** Chooses up to so many, counts them, and makes what must wait wait. */
  Choice choose(
      OrganizationId organizationId, AccountId account, Limits limits, Instant now, int limit) {
    Optional<CarrierLimits.Told> told = carriers.of(account);
    SendCountStore.Scopes scopes = SendCountStore.Scopes.of(account, told);
    Tally tally = new Tally(account, limits, told, scopes, zones, now);
    List<Candidate> first = counts.candidates(organizationId, account, scopes, now, limit);
    if (first.isEmpty()) {
      return new Choice(List.of(), false);
    }
    tally.begin(first.getFirst(), () -> counts.sendsSince(organizationId, account));
    Set<DispatchId> free = new HashSet<>();
    List<DispatchId> chosen = new ArrayList<>();
    List<Deferred> waiting = new ArrayList<>();
    for (Candidate each : first) {
      Optional<Deferred> wait = tally.held(each);
      if (wait.isPresent()) {
        waiting.add(wait.get());
      } else {
        tally.count(each);
        free.add(each.id());
        chosen.add(each.id());
      }
    }
    boolean deferred = !waiting.isEmpty();
    for (int sweep = 0; !waiting.isEmpty() && sweep < SWEEPS; sweep++) {
      counts.defer(organizationId, waiting);
      waiting =
          counts.candidates(organizationId, account, scopes, now, ClaimStore.WINDOW).stream()
              .filter(each -> !free.contains(each.id()))
              .flatMap(each -> tally.held(each).stream())
              .toList();
    }
    counts.defer(organizationId, waiting);
    if (!chosen.isEmpty() && !counts.write(organizationId, tally.changes())) {
      return new Choice(List.of(), true);
    }
    return new Choice(chosen, deferred);
  }
}
