package io.mce.lead;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Parsed;
import io.mce.kernel.Permission;
import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import io.mce.persistence.Database;
import io.mce.privacy.Suppression;
import io.mce.privacy.Suppressions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The list of addresses that must not be written to, as people keep it: whether or not a lead has
 * them. {@link DoNotContact} says the same of a lead. Thread-safe; each command is one transaction
 * and joins an open one.
 */
public final class SuppressionList {

  /** The reason of what was on a pasted list. */
  public static final String PASTED = "PASTED";

  /** How many lines one call takes. */
  public static final int MAX_LINES = 5_000;

  private final Database database;
  private final Suppressions suppressions;
  private final Identifiers identifiers;
  private final IdentifierStore identifierStore;
  private final LeadFieldIndex fields;
  private final DoNotContactStore wishes;
  private final Leads leads;
  private final Events events;

  @Inject
  SuppressionList(
      Database database,
      Suppressions suppressions,
      Identifiers identifiers,
      IdentifierStore identifierStore,
      LeadFieldIndex fields,
      DoNotContactStore wishes,
      Leads leads,
      Events events) {
    this.database = database;
    this.suppressions = suppressions;
    this.identifiers = identifiers;
    this.identifierStore = identifierStore;
    this.fields = fields;
    this.wishes = wishes;
    this.leads = leads;
    this.events = events;
  }

  /** Returns a page of the list, what was added last first. */
  public Page<SuppressedAddress> list(Actor actor, PageRequest page) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          Page<Suppression> stored = suppressions.list(organizationId, page);
          return new Page<>(described(organizationId, stored.items()), stored.nextCursor());
        });
  }

  /**
   * Looks an address up.
   *
   * @param address a phone number in any usual spelling, or an e-mail address
   * @return the channels on which it is not written to, each an entry; none when it may be
   * @throws MceException INVALID when that is no address
   */
  public List<SuppressedAddress> find(Actor actor, String address) {
    actor.require(Permission.LEAD_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          String key = read(organizationId, address).orThrow("address").matchKey();
          return described(organizationId, suppressions.of(organizationId, Set.of(key)));
        });
  }

  /**
   * Forbids writing to an address. Repeating it changes nothing; the first reason stays.
   *
   * @param channel the medium ({@code WHATSAPP}, {@code SMS}) or {@link Suppressions#ALL_CHANNELS}
   * @param address a phone number in any usual spelling, or an e-mail address
   * @throws MceException INVALID when that is no channel or no address
   */
  public SuppressedAddress add(Actor actor, String channel, String address) {
    actor.require(Permission.LEAD_WRITE);
    Suppressions.requireChannel(channel);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          String key = read(organizationId, address).orThrow("address").matchKey();
          suppressions.suppress(actor, channel, key, DoNotContact.SET_BY_PEOPLE);
          return described(organizationId, List.of(existing(organizationId, channel, key)))
              .getFirst();
        });
  }

  /**
   * Forbids writing to the addresses of a list, one in each line; empty lines are left out. A line
   * that is no address keeps none of the others from it.
   *
   * @param text at most {@value #MAX_LINES} lines
   * @return what became of each line, in their order
   * @throws MceException INVALID when that is no channel, or there are more lines
   */
  public List<PastedLine> addAll(Actor actor, String channel, String text) {
    actor.require(Permission.LEAD_WRITE);
    Suppressions.requireChannel(channel);
    List<String> lines = text.lines().limit(MAX_LINES + 1L).toList();
    if (lines.size() > MAX_LINES) {
      throw MceException.invalid("lines", "Paste at most " + MAX_LINES + " lines at a time.");
    }
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          Map<String, Integer> firstLine = new LinkedHashMap<>();
          Map<Integer, String> keys = new HashMap<>();
          List<PastedLine> verdicts = new ArrayList<>();
          for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
              int line = i + 1;
              switch (read(organizationId, lines.get(i))) {
                case Parsed.Valid<Identifier> valid -> {
                  keys.put(line, valid.value().matchKey());
                  firstLine.putIfAbsent(valid.value().matchKey(), line);
                  verdicts.add(verdict(line, PastedLine.Verdict.KNOWN));
                }
                case Parsed.Invalid<Identifier> invalid ->
                    verdicts.add(
                        new PastedLine(
                            line,
                            PastedLine.Verdict.INVALID,
                            Optional.of(invalid.reason() + " " + invalid.hint())));
              }
            }
          }
          Set<String> added = suppressions.suppressAll(actor, channel, firstLine.keySet(), PASTED);
          verdicts.replaceAll(each -> {
            String key = keys.get(each.line());
            if (key == null) {
              return each;
            }
            if (!Integer.valueOf(each.line()).equals(firstLine.get(key))) {
              return verdict(each.line(), PastedLine.Verdict.REPEATED);
            }
            return added.contains(key) ? verdict(each.line(), PastedLine.Verdict.ADDED) : each;
          });
          return List.copyOf(verdicts);
        });
  }

  private static PastedLine verdict(int line, PastedLine.Verdict verdict) {
    return new PastedLine(line, verdict, Optional.empty());
  }

  /**
   * Takes an address off the list. What a person asked for falls only with their consent, given
   * anew; a lead who opted out is in again with it. What people set for the lead of the address
   * goes, too, so that it does not come back with the next change of the lead.
   *
   * @param channel as in the entry: one of all channels stays when another is taken off
   * @param key what stands for the address in the entry
   * @param why for the audit trail
   * @throws MceException NOT_FOUND; WRONG_STATE when the person asked for it and this is not their
   *     consent
   */
  public void remove(Actor actor, String channel, String key, LiftReason why) {
    actor.require(Permission.LEAD_WRITE);
    OrganizationId organizationId = actor.organizationId();
    database.runInOrganization(
        organizationId,
        transaction -> {
          Suppression stored = existing(organizationId, channel, key);
          if (stored.isOwnWish() && why != LiftReason.CONSENT_GIVEN_ANEW) {
            throw MceException.wrongState(
                "This person asked not to be written to. Take them off the list only when they have"
                    + " given their consent anew, and say so.");
          }
          suppressions.liftOne(
              actor,
              channel,
              key,
              Changes.NONE
                  .with("suppressedFor", stored.reason(), null)
                  .with("liftedFor", null, why.name()));
          LeadId leadId = identifierStore.owners(organizationId, Set.of(key)).get(key);
          if (leadId != null && leads.keep(organizationId, leadId).isPresent()) {
            lifted(actor, leadId, stored);
          }
        });
  }

  private void lifted(Actor actor, LeadId leadId, Suppression stored) {
    if (wishes.delete(actor.organizationId(), leadId, stored.channel())) {
      events.append(actor, new DoNotContactLifted(leadId, stored.channel()));
    }
    if (stored.isOwnWish()) {
      leads.optIn(actor, leadId);
    }
  }

  private Suppression existing(OrganizationId organizationId, String channel, String key) {
    Set<String> asked = Suppressions.isMatchKey(key) ? Set.of(key) : Set.of();
    return suppressions.of(organizationId, asked).stream()
        .filter(each -> each.channel().equals(channel))
        .findFirst()
        .orElseThrow(() -> MceException.notFound("suppression"));
  }

  private List<SuppressedAddress> described(
      OrganizationId organizationId, List<Suppression> stored) {
    Map<String, LeadId> owners =
        identifierStore.owners(
            organizationId, stored.stream().map(Suppression::matchKey).distinct().toList());
    Set<LeadId> there = leads.names(organizationId, owners.values()).keySet();
    return stored.stream()
        .map(each ->
            SuppressedAddress.of(
                each, Optional.ofNullable(owners.get(each.matchKey())).filter(there::contains)))
        .toList();
  }

  /** Reads an address as people type it, in the region of the organization. */
  private Parsed<Identifier> read(OrganizationId organizationId, String text) {
    if (text.indexOf('@') >= 0) {
      return switch (EmailAddress.parse(text.strip())) {
        case Parsed.Valid<EmailAddress> valid ->
            new Parsed.Valid<>(identifiers.of(organizationId, valid.value()));
        case Parsed.Invalid<EmailAddress> invalid ->
            new Parsed.Invalid<>(invalid.code(), invalid.reason(), invalid.hint());
      };
    }
    return switch (PhoneNumbers.parse(text, fields.region(organizationId))) {
      case Parsed.Valid<PhoneNumber> valid ->
          new Parsed.Valid<>(identifiers.of(organizationId, valid.value()));
      case Parsed.Invalid<PhoneNumber> invalid ->
          new Parsed.Invalid<>(invalid.code(), invalid.reason(), invalid.hint());
    };
  }
}
