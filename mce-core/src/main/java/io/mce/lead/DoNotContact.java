package io.mce.lead;

import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.privacy.Suppression;
import io.mce.privacy.Suppressions;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * On which channels a lead is not written to: because people set it here, or because the lead or a
 * carrier said so. What people set follows the lead to addresses it gets later. Thread-safe; each
 * command is one transaction and joins an open one.
 */
public final class DoNotContact {

  /** The reason of what people set here. */
  public static final String SET_BY_PEOPLE = "DO_NOT_CONTACT";

  private final Database database;
  private final DoNotContactStore store;
  private final ArchiveStore leads;
  private final IdentifierStore identifiers;
  private final Suppressions suppressions;
  private final MergeStore merges;
  private final Events events;
  private final Clock clock;

  @Inject
  DoNotContact(
      Database database,
      DoNotContactStore store,
      ArchiveStore leads,
      IdentifierStore identifiers,
      Suppressions suppressions,
      MergeStore merges,
      Events events,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.leads = leads;
    this.identifiers = identifiers;
    this.suppressions = suppressions;
    this.merges = merges;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Returns the channels on which a lead is not written to, each with the reason that came first.
   *
   * @throws MceException NOT_FOUND
   */
  public List<DoNotContactEntry> list(Actor actor, LeadId leadId) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          if (!leads.isThere(organizationId, leadId)) {
            throw MceException.notFound("lead");
          }
          return entries(organizationId, leadId);
        });
  }

  private List<DoNotContactEntry> entries(OrganizationId organizationId, LeadId leadId) {
    Map<String, DoNotContactEntry> byChannel = new TreeMap<>();
    store.of(organizationId, leadId).forEach(entry -> byChannel.put(entry.channel(), entry));
    for (Suppression each : suppressions.of(organizationId, keys(organizationId, leadId))) {
      byChannel.merge(
          each.channel(),
          new DoNotContactEntry(each.channel(), each.reason(), each.createdAt()),
          (a, b) -> b.since().isBefore(a.since()) ? b : a);
    }
    return List.copyOf(byChannel.values());
  }

  /**
   * Forbids writing to a lead on a channel. Repeating it changes nothing.
   *
   * @param channel the medium ({@code WHATSAPP}, {@code SMS}) or {@link Suppressions#ALL_CHANNELS}
   * @return the state afterwards, as {@link #list} tells it
   * @throws MceException NOT_FOUND; INVALID when that is no channel
   */
  public List<DoNotContactEntry> set(Actor actor, LeadId leadId, String channel) {
    actor.require(Permission.LEAD_WRITE);
    Suppressions.requireChannel(channel);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          requireLead(organizationId, leadId);
          DoNotContactEntry entry = new DoNotContactEntry(channel, SET_BY_PEOPLE, clock.instant());
          if (store.insert(organizationId, leadId, entry, actor.kind() + ":" + actor.id())) {
            keys(organizationId, leadId)
                .forEach(key -> suppressions.suppress(actor, channel, key, SET_BY_PEOPLE));
            events.append(actor, new DoNotContactSet(leadId, channel));
          } else {
            merges.restricted(organizationId, leadId, clock.instant());
          }
          return entries(organizationId, leadId);
        });
  }

  /**
   * Allows writing to a lead on a channel again, whoever forbade it. What holds for every channel
   * stays until it is lifted itself; a lead that opted out stays so. Repeating it changes nothing.
   *
   * @return the state afterwards, as {@link #list} tells it
   * @throws MceException NOT_FOUND; INVALID when that is no channel
   */
  public List<DoNotContactEntry> lift(Actor actor, LeadId leadId, String channel) {
    actor.require(Permission.LEAD_WRITE);
    Suppressions.requireChannel(channel);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          requireLead(organizationId, leadId);
          boolean lifted = store.delete(organizationId, leadId, channel);
          for (String key : keys(organizationId, leadId)) {
            lifted |= suppressions.liftOne(actor, channel, key);
          }
          if (lifted) {
            events.append(actor, new DoNotContactLifted(leadId, channel));
          }
          return entries(organizationId, leadId);
        });
  }

  /** Extends what people set to the addresses that a lead has now. */
  void follow(Actor actor, LeadId leadId) {
    OrganizationId organizationId = actor.organizationId();
    List<DoNotContactEntry> wishes = store.of(organizationId, leadId);
    if (wishes.isEmpty()) {
      return;
    }
    for (String key : keys(organizationId, leadId)) {
      wishes.forEach(wish -> suppressions.suppress(actor, wish.channel(), key, SET_BY_PEOPLE));
    }
  }

  private Set<String> keys(OrganizationId organizationId, LeadId leadId) {
    return Set.copyOf(
        identifiers.of(organizationId, Set.of(leadId)).getOrDefault(leadId, List.of()).stream()
            .map(StoredIdentifier::matchKey)
            .distinct()
            .toList());
  }

  private void requireLead(OrganizationId organizationId, LeadId leadId) {
    if (!leads.keep(organizationId, leadId)) {
      throw MceException.notFound("lead");
    }
  }
}
