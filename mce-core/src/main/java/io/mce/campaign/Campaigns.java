package io.mce.campaign;

import io.mce.channel.GateEffect;
import io.mce.channel.SendGate;
import io.mce.event.Events;
import io.mce.job.DueWork;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.Audience;
import io.mce.lead.LeadFilter;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.persistence.Database;
import io.mce.segment.Segment;
import io.mce.segment.SegmentId;
import io.mce.segment.Segments;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The campaigns of an organization. Thread-safe; each command is one transaction and returns
 * quickly: enrolling and sending happen in the background.
 *
 * <p>A command that finds the campaign already in the state it would lead to changes nothing and
 * returns the campaign, so that a repeated click or request is harmless.
 */
public final class Campaigns {

  /** Sorts after every id. */
  private static final String END = "~";

  private final Database database;
  private final CampaignStore store;
  private final EnrolmentStore enrolments;
  private final CampaignStatsStore statsStore;
  private final CampaignCheck check;
  private final Leads leads;
  private final Segments segments;
  private final CampaignPauses pauses;
  private final SendGate gate;
  private final DueWork dueWork;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  Campaigns(
      Database database,
      CampaignStore store,
      EnrolmentStore enrolments,
      CampaignStatsStore statsStore,
      CampaignCheck check,
      Leads leads,
      Segments segments,
      CampaignPauses pauses,
      SendGate gate,
      DueWork dueWork,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.enrolments = enrolments;
    this.statsStore = statsStore;
    this.check = check;
    this.leads = leads;
    this.segments = segments;
    this.pauses = pauses;
    this.gate = gate;
    this.dueWork = dueWork;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Saves a campaign as a draft.
   *
   * @throws MceException INVALID with every wrong field; UNKNOWN_VARIABLE when a text uses a
   *     variable that does not exist, with the likely one
   */
  public Campaign create(Actor actor, CampaignDraft draft) {
    actor.require(Permission.CAMPAIGN_WRITE);
    CampaignDraft checked = check.valid(actor.organizationId(), draft);
    CampaignId id = new CampaignId(ids.next());
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          checked.segment().ifPresent(segment -> requireSegment(actor, segment));
          store.insert(actor.organizationId(), id, checked, actor.id(), clock.instant());
          events.append(actor, new CampaignCreated(id));
          return present(actor.organizationId(), id);
        });
  }

  /** Returns campaigns, newest first. */
  public Page<Campaign> list(Actor actor, PageRequest request) {
    actor.require(Permission.CAMPAIGN_READ);
    String before = request.cursor(1).map(cursor -> cursor.idAt(0)).orElse(END);
    return database.read(
        actor.organizationId(),
        transaction ->
            Page.of(
                withSteps(
                    actor.organizationId(),
                    store.list(actor.organizationId(), before, request.limit() + 1)),
                request.limit(),
                campaign -> Cursor.of(campaign.id())));
  }

  /**
   * Returns a campaign with its stats.
   *
   * @throws MceException NOT_FOUND
   */
  public Campaign get(Actor actor, CampaignId id) {
    actor.require(Permission.CAMPAIGN_READ);
    return present(actor.organizationId(), id);
  }

  /** Returns how far a campaign is; see {@link #get}. */
  public CampaignStats stats(Actor actor, CampaignId id) {
    return get(actor, id).stats();
  }

  /**
   * Returns how many leads an audience holds now, and whom it leaves out.
   *
   * @param segment only those in this segment
   * @throws MceException NOT_FOUND when there is no such segment
   */
  public AudienceSize audienceSize(Actor actor, Audience audience, Optional<SegmentId> segment) {
    actor.require(Permission.CAMPAIGN_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          LeadFilter filter =
              segment
                  .map(id ->
                      segments
                          .find(organizationId, id)
                          .orElseThrow(() -> MceException.notFound("segment")))
                  .map(found -> found.definition().filter(clock.instant()))
                  .orElse(LeadFilter.NONE);
          return AudienceSize.of(leads.audienceCount(organizationId, audience, filter));
        });
  }

  /**
   * Returns the people of a campaign and what became of each, in the order in which they became
   * leads.
   *
   * @param state only those; empty for all
   */
  public Page<Recipient> recipients(
      Actor actor, CampaignId id, Optional<RecipientState> state, PageRequest request) {
    actor.require(Permission.CAMPAIGN_READ);
    OrganizationId organizationId = actor.organizationId();
    String after = request.cursor(1).map(cursor -> cursor.idAt(0)).orElse("");
    return database.read(
        organizationId,
        transaction -> {
          requireStored(organizationId, id);
          List<Recipient> rows =
              statsStore.recipients(organizationId, id, state, after, request.limit() + 1);
          Map<LeadId, String> names =
              leads.names(organizationId, rows.stream().map(Recipient::leadId).toList());
          return Page.of(
              rows.stream().map(row -> named(row, names)).toList(),
              request.limit(),
              recipient -> Cursor.of(recipient.leadId()));
        });
  }

  /**
   * Lets a draft run: enrols every eligible lead of its audience once, and sends. Of a segment it
   * keeps the conditions and counts times back from now: changes of the segment come too late.
   * Starting it again changes nothing, also at the same time.
   *
   * @throws MceException WRONG_STATE when it is held or cancelled
   */
  public Campaign start(Actor actor, CampaignId id) {
    return command(
        actor,
        id,
        (stored, now) -> {
          boolean started = store.start(actor.organizationId(), id, now);
          if (started) {
            stored
                .segment()
                .ifPresent(segment ->
                    store.keepDefinition(
                        actor.organizationId(), id, requireSegment(actor, segment).definition()));
            schedule(actor.organizationId(), id, now);
            events.append(actor, new CampaignStarted(id));
          }
          return started;
        },
        EnumSet.of(CampaignStatus.RUNNING, CampaignStatus.COMPLETED),
        "Only a draft can be started; a paused campaign can be resumed.");
  }

  /**
   * Holds a running campaign: nothing more of it is sent, and no time passes for its steps, until
   * it is resumed.
   *
   * @throws MceException WRONG_STATE when it does not run
   */
  public Campaign pause(Actor actor, CampaignId id) {
    return command(
        actor,
        id,
        (stored, now) -> pauses.pause(actor, id),
        EnumSet.of(CampaignStatus.PAUSED),
        "Only a running campaign can be paused.");
  }

  /**
   * Lets a held campaign go on where it was.
   *
   * @throws MceException WRONG_STATE when it is not held and does not run
   */
  public Campaign resume(Actor actor, CampaignId id) {
    return command(
        actor,
        id,
        (stored, now) -> {
          boolean resumed = store.resume(actor.organizationId(), id, now);
          if (resumed) {
            Instant since = stored.pausedAt().orElse(now);
            gate.release(actor.organizationId(), id.value());
            enrolments.putOff(actor.organizationId(), id, since, Duration.between(since, now));
            schedule(actor.organizationId(), id, now);
            events.append(actor, new CampaignResumed(id));
          }
          return resumed;
        },
        EnumSet.of(CampaignStatus.RUNNING),
        "Only a paused campaign can be resumed.");
  }

  /**
   * Stops a campaign for good. What waits to be sent never is; what a carrier has, it has.
   *
   * @throws MceException WRONG_STATE when it is complete
   */
  public Campaign cancel(Actor actor, CampaignId id) {
    return command(
        actor,
        id,
        (stored, now) -> {
          boolean cancelled = store.cancel(actor.organizationId(), id, now);
          if (cancelled) {
            enrolments.stopAll(actor.organizationId(), id, "CAMPAIGN_CANCELLED", now);
            gate.stop(actor.organizationId(), id.value(), GateEffect.ALL, "CAMPAIGN_CANCELLED");
            events.append(actor, new CampaignCancelled(id));
          }
          return cancelled;
        },
        EnumSet.of(CampaignStatus.CANCELLED),
        "A complete campaign cannot be cancelled.");
  }

  private Campaign command(
      Actor actor, CampaignId id, Command command, Set<CampaignStatus> fine, String otherwise) {
    actor.require(Permission.CAMPAIGN_SEND);
    OrganizationId organizationId = actor.organizationId();
    boolean changed =
        database.inOrganization(
            organizationId,
            transaction -> command.run(requireStored(organizationId, id), clock.instant()));
    // Counting a large campaign takes a while: not in the transaction that others wait for.
    Campaign campaign = present(organizationId, id);
    if (!changed && !fine.contains(campaign.status())) {
      throw MceException.wrongState(otherwise);
    }
    return campaign;
  }

  private Segment requireSegment(Actor actor, SegmentId segment) {
    return segments
        .keep(actor.organizationId(), segment)
        .orElseThrow(() -> MceException.notFound("segment"));
  }

  private void schedule(OrganizationId organizationId, CampaignId id, Instant at) {
    dueWork.schedule(organizationId, CampaignWorker.KIND, id.toString(), at);
  }

  private CampaignStore.Stored requireStored(OrganizationId organizationId, CampaignId id) {
    return store.find(organizationId, id).orElseThrow(() -> MceException.notFound("campaign"));
  }

  private Campaign present(OrganizationId organizationId, CampaignId id) {
    return database.read(
        organizationId,
        transaction ->
            withSteps(organizationId, List.of(requireStored(organizationId, id))).getFirst());
  }

  private List<Campaign> withSteps(
      OrganizationId organizationId, List<CampaignStore.Stored> stored) {
    List<CampaignId> campaignIds = stored.stream().map(CampaignStore.Stored::id).toList();
    Map<CampaignId, List<Step>> steps = store.steps(organizationId, campaignIds);
    Map<CampaignId, CampaignStats> stats = statsStore.stats(organizationId, campaignIds);
    return stored.stream()
        .map(each ->
            each.with(
                steps.getOrDefault(each.id(), List.of()),
                stats.getOrDefault(each.id(), CampaignStats.NONE)))
        .toList();
  }

  private static Recipient named(Recipient recipient, Map<LeadId, String> names) {
    return new Recipient(
        recipient.leadId(),
        names.getOrDefault(recipient.leadId(), ""),
        recipient.step(),
        recipient.state(),
        recipient.reason(),
        recipient.at());
  }

  private interface Command {
    /** Returns whether it changed the campaign. */
    boolean run(CampaignStore.Stored stored, Instant now);
  }
}
