package io.mce.isolation;

import static io.mce.isolation.Sample.one;

import io.mce.approval.StatusRule;
import io.mce.approval.StatusRules;
import io.mce.assignment.AvailabilityChange;
import io.mce.audit.AuditQuery;
import io.mce.bulk.BulkAction;
import io.mce.bulk.BulkChangeId;
import io.mce.bulk.BulkTarget;
import io.mce.campaign.CampaignDraft;
import io.mce.campaign.Step;
import io.mce.channel.DailyCap;
import io.mce.channel.DeliveryFilter;
import io.mce.channel.DispatchState;
import io.mce.channel.DoubtDecision;
import io.mce.channel.FrequencyCap;
import io.mce.channel.Purpose;
import io.mce.channel.RoutingPolicy;
import io.mce.channel.SendingRules;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.event.Changes;
import io.mce.event.RecordedEvent;
import io.mce.field.CustomFieldChange;
import io.mce.field.CustomFieldDraft;
import io.mce.field.FieldType;
import io.mce.ingestion.ImportRequest;
import io.mce.ingestion.ImportTerms;
import io.mce.ingestion.LeadMapping;
import io.mce.ingestion.LeadSourceDraft;
import io.mce.ingestion.SourceId;
import io.mce.isolation.Probe.Call;
import io.mce.isolation.Probe.Expected;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.Audience;
import io.mce.lead.AutomationReason;
import io.mce.lead.CaptureScope;
import io.mce.lead.CaptureTerms;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDetails;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadFilter;
import io.mce.lead.LeadOutcome;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.lead.LeadStatusChanged;
import io.mce.lead.LiftReason;
import io.mce.lead.ScoreReason;
import io.mce.note.NoteDraft;
import io.mce.note.NoteKind;
import io.mce.organization.MemberChange;
import io.mce.organization.OrganizationChange;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.privacy.ConsentDraft;
import io.mce.privacy.ConsentStatus;
import io.mce.privacy.ErasureReason;
import io.mce.project.ProjectDraft;
import io.mce.project.ProjectId;
import io.mce.provider.ProviderAccountChange;
import io.mce.provider.ProviderAccountDraft;
import io.mce.segment.FieldMatch;
import io.mce.segment.LeadCondition;
import io.mce.segment.SegmentChange;
import io.mce.segment.SegmentDefinition;
import io.mce.segment.ViewDraft;
import io.mce.segment.ViewLook;
import io.mce.setup.SetupStep;
import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.MessageIn;
import io.mce.spi.TemplateCategory;
import io.mce.spi.TemplateDraft;
import io.mce.spi.WebhookRequest;
import io.mce.workflow.Action;
import io.mce.workflow.Trigger;
import io.mce.workflow.TriggerType;
import io.mce.workflow.WorkflowChange;
import io.mce.workflow.WorkflowDraft;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For every method of every service of the engine: what happens when {@code we} call it with what
 * belongs to {@code they}. Each call is made twice, with another organization's things and, as its
 * control, with our own. A new method needs a line here; {@link EngineIsolationTest} says which.
 */
final class Probes {

  private final List<Probe> all = new ArrayList<>();
  private final Map<String, Set<Class<?>>> unoffered = new HashMap<>();

  private Probes() {}

  /** All there are, in the order in which they are to run. */
  List<Probe> all() {
    return List.copyOf(all);
  }

  /** The kinds of ids that a method is not told, each with a reason here. */
  Set<Class<?>> unoffered(String method) {
    return unoffered.getOrDefault(method, Set.of());
  }

  static Probes create() {
    Probes probes = new Probes();
    probes.organizations();
    probes.approvals();
    probes.routing();
    probes.events();
    probes.audit();
    probes.keys();
    probes.privacy();
    probes.providers();
    probes.leads();
    probes.merges();
    probes.projects();
    probes.fields();
    probes.bulkChanges();
    probes.ingestion();
    probes.leadPolls();
    probes.scoringAndAssignment();
    probes.templates();
    probes.conversations();
    probes.campaigns();
    probes.segments();
    probes.segmentsOfFields();
    probes.workflows();
    probes.deliveries();
    probes.suppressionList();
    probes.noticesAndFigures();
    probes.toldToTheLog();
    return probes;
  }

  // The kinds of probes

  /** There is no such thing in our organization. */
  private void notFound(String method, Call call) {
    refused(method, ErrorCode.NOT_FOUND, call);
  }

  private void refused(String method, ErrorCode code, Call call) {
    all.add(new Probe(method, Expected.REFUSED, Optional.of(code), "", call));
  }

  /** The answer is empty; with our own things it is not. */
  private void nothing(String method, Call call) {
    all.add(new Probe(method, Expected.NOTHING, Optional.empty(), "", call));
  }

  /** The answer holds what is ours. */
  private void own(String method, Call call) {
    all.add(new Probe(method, Expected.OWN, Optional.empty(), "", call));
  }

  /** A secret of theirs leads to them, and to nobody else. */
  private void opens(String method, Call call) {
    all.add(new Probe(method, Expected.OPENS, Optional.empty(), "", call));
  }

  /** The database does not take the reference: nothing but the engine itself makes such. */
  private void unstorable(String method, Call call) {
    all.add(new Probe(method, Expected.UNSTORABLE, Optional.empty(), "", call));
  }

  /** A kind of id that no probe offers to a method, and why. */
  private void unoffered(String method, Class<?> kind, String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("an exemption says why");
    }
    unoffered.computeIfAbsent(method, each -> new HashSet<>()).add(kind);
  }

  private void exempt(String method, String reason) {
    all.add(new Probe(method, Expected.EXEMPT, Optional.empty(), reason, (we, they) -> null));
  }

  private static @Nullable Object did(Probe.Action action) throws Exception {
    action.run();
    return null;
  }

  // The table

  private void organizations() {
    own("Organizations.get()", (we, they) -> we.engine.organizations().get(we.actor));
    own(
        "Organizations.update(OrganizationChange, long)",
        (we, they) ->
            we.engine
                .organizations()
                .update(
                    we.actor,
                    OrganizationChange.none().withDefaultRegion("BR"),
                    we.engine.organizations().get(we.actor).version()));
    opens(
        "Organizations.ensure(String, String)",
        (we, they) -> they.engine.organizations().ensure("key-" + they.marker, "Other"));
    own(
        "Organizations.ensureDistinct(String, String)",
        (we, they) ->
            // A name that they have is taken, and all that is said is which one we got instead.
            we.engine
                .organizations()
                .ensureDistinct("new-" + we.word() + they.word(), "Agency " + they.word()));
    String forTheHost = "For who runs the installation, and not for anybody in an organization.";
    exempt("Organizations.list(PageRequest)", forTheHost);
    exempt("Organizations.ids()", forTheHost);
    own("Setup.progress()", (we, they) -> we.engine.setup().progress(we.actor));
    own(
        "Setup.skip(SetupStep)",
        (we, they) -> we.engine.setup().skip(we.actor, SetupStep.values()[1]));
    opens(
        "Organizations.findByKey(String)",
        (we, they) -> we.engine.organizations().findByKey("key-" + they.marker));

    notFound(
        "Members.get(MemberId)", (we, they) -> we.engine.members().get(we.actor, they.member()));
    notFound(
        "Members.change(MemberId, MemberChange, long)",
        (we, they) ->
            we.engine
                .members()
                .change(we.actor, they.changingMember(), MemberChange.none().withName("New"), 1));
    own("Members.list()", (we, they) -> we.engine.members().list(we.actor));
    nothing(
        "Members.findByUser(String)",
        (we, they) -> we.engine.members().findByUser(we.organizationId, they.userId()));
    own(
        "Members.add(String, String, Role)",
        (we, they) ->
            we.engine
                .members()
                .add(
                    we.actor, we == they ? "user-of-us" : they.userId(), "Also here", Role.VIEWER));
    own("Members.assignable()", (we, they) -> we.engine.members().assignable(we.organizationId));
    opens("Members.actor(Member)", (we, they) -> we.engine.members().actor(they.wholeMember()));

    own("Invitations.list()", (we, they) -> we.engine.invitations().list(we.actor));
    own(
        "Invitations.invite(EmailAddress, Role)",
        (we, they) ->
            we.engine
                .invitations()
                .invite(we.actor, they.email(we == they ? "new" : "joins"), Role.VIEWER));
    notFound(
        "Invitations.withdraw(InvitationId)",
        (we, they) ->
            did(() -> we.engine.invitations().withdraw(we.actor, they.withdrawableInvitation())));
    opens(
        "Invitations.open(String)",
        (we, they) -> we.engine.invitations().open(they.invitationToken()));
    opens(
        "Invitations.accept(String, String, String, EmailAddress)",
        (we, they) ->
            we.engine
                .invitations()
                .accept(they.invitationToken(), "user-joined", "Joined", they.email("joins")));

    own("ApiKeys.list()", (we, they) -> we.engine.apiKeys().list(we.actor));
    own(
        "ApiKeys.create(String, Set, Optional)",
        (we, they) ->
            we.engine
                .apiKeys()
                .create(we.actor, "Third", Set.of(Permission.LEAD_READ), Optional.empty()));
    notFound(
        "ApiKeys.revoke(ApiKeyId)",
        (we, they) -> did(() -> we.engine.apiKeys().revoke(we.actor, they.revocableKey())));
    opens("ApiKeys.actor(String)", (we, they) -> we.engine.apiKeys().actor(they.keySecret()));
  }

  private void approvals() {
    own("StatusRequests.rules()", (we, they) -> we.engine.statusRequests().rules(we.actor));
    own(
        "StatusRequests.changeRules(StatusRules, long)",
        (we, they) ->
            we.engine
                .statusRequests()
                .changeRules(
                    we.actor,
                    new StatusRules(
                        List.of(
                            new StatusRule(
                                Optional.empty(),
                                LeadStatus.CONVERTED,
                                Set.of(Role.ADMIN, Role.MANAGER)))),
                    we.engine.statusRequests().rules(we.actor).version()));
    own(
        "StatusRequests.restricted()",
        (we, they) -> we.engine.statusRequests().restricted(we.rep()));
    notFound(
        "StatusRequests.request(LeadId, LeadStatus, String)",
        (we, they) ->
            we.engine
                .statusRequests()
                .request(
                    we.rep(), they.spareLead(4), LeadStatus.CONVERTED, "Signed with " + we.marker));
    own(
        "StatusRequests.open(PageRequest)",
        (we, they) ->
            we.engine
                .statusRequests()
                .open(we.actor, they.after(they.engine.statusRequests().open(they.actor, one()))));
    notFound(
        "StatusRequests.list(LeadId, PageRequest)",
        (we, they) ->
            we.engine.statusRequests().list(we.actor, they.spareLead(10), PageRequest.first()));
    own(
        "StatusRequests.list(LeadId, PageRequest)",
        (we, they) ->
            we.engine
                .statusRequests()
                .list(
                    we.actor,
                    we.spareLead(10),
                    they.after(
                        they.engine.statusRequests().list(they.actor, they.spareLead(10), one()))));
    notFound(
        "StatusRequests.approve(StatusRequestId)",
        (we, they) -> we.engine.statusRequests().approve(we.actor, they.statusRequest(0)));
    notFound(
        "StatusRequests.refuse(StatusRequestId, Optional)",
        (we, they) ->
            we.engine
                .statusRequests()
                .refuse(we.actor, they.statusRequest(1), Optional.of("Not yet, " + we.marker)));
    notFound(
        "StatusRequests.withdraw(StatusRequestId)",
        (we, they) -> we.engine.statusRequests().withdraw(we.rep(), they.statusRequest(2)));
  }

  private void events() {
    own("Events.since(long, int)", (we, they) -> we.engine.events().since(we.actor, 0, 200));
    own(
        "Events.since(long, int)",
        (we, they) ->
            we.engine.events().since(we.actor, they.engine.events().head(they.actor) - 2, 200));
    own(
        "Events.latest(Set, int)",
        (we, they) -> we.engine.events().latest(we.actor, Set.of(LeadCaptured.class), 200));
    own("Events.head()", (we, they) -> we.engine.events().head(we.actor));
    own(
        "Events.tail(long, Consumer)",
        (we, they) -> {
          List<Object> heard = new ArrayList<>();
          AutoCloseable following =
              we.engine
                  .events()
                  .tail(we.actor, they.engine.events().head(they.actor) - 2, heard::add);
          we.engine.runDue();
          following.close();
          return heard;
        });
    own(
        "Events.deadLetters(PageRequest)",
        (we, they) ->
            we.engine
                .events()
                .deadLetters(
                    we.actor, they.after(they.engine.events().deadLetters(they.actor, one()))));
    notFound(
        "Events.retry(String, long)",
        (we, they) ->
            did(() ->
                we.engine
                    .events()
                    .retry(we.actor, they.letter().subscriber(), they.letter().seq())));
    refused(
        "Events.openChanges(Subject, String)",
        ErrorCode.SEALED,
        (we, they) -> {
          RecordedEvent event = they.sealedEvent();
          return we.engine
              .events()
              .openChanges(we.organizationId, event.subject(), event.changesSealed().orElseThrow());
        });
    refused(
        "Events.openOrigin(String)",
        ErrorCode.SEALED,
        (we, they) ->
            we.engine
                .events()
                .openOrigin(we.organizationId, they.sealedEvent().originSealed().orElseThrow()));
    String everyone =
        "What a host subscribes hears every organization of its installation; each event names its"
            + " own.";
    exempt("Events.subscribe(String, Class, Consumer)", everyone);
    exempt("Events.subscribe(String, Set, EventHandler)", everyone);
    exempt("Events.subscribeAll(String, EventHandler)", everyone);
    exempt("Events.subscribeRole(String, Class, EventHandler)", everyone);
    exempt("Events.project(String, Set, Projection)", everyone);
    exempt("Events.projectNames(String, Set, Projection)", everyone);
    exempt("Events.projectRole(String, Class, Projection)", everyone);
    exempt("Events.projectRole(String, Class, Set, Projection)", everyone);
    exempt("Events.typed(RecordedEvent)", "It reads the event it is given and nothing else.");
  }

  private static LeadStatusChanged statusChange(Sample they) {
    return new LeadStatusChanged(they.lead(), LeadStatus.NEW, LeadStatus.CONTACTED);
  }

  private static Object appending(Sample we, Runnable append) {
    return stored(
        we,
        () -> {
          append.run();
          return we.organizationId;
        });
  }

  /** Calls what a feature calls inside of its own transaction. */
  private static <T> T stored(Sample we, Supplier<T> work) {
    return EngineParts.part(we.engine, Database.class)
        .inOrganization(we.organizationId, transaction -> work.get());
  }

  private void audit() {
    own(
        "AuditTrail.list(AuditQuery, PageRequest)",
        (we, they) ->
            we.engine
                .audit()
                .list(
                    we.actor,
                    AuditQuery.all(),
                    they.after(they.engine.audit().list(they.actor, AuditQuery.all(), one()))));
    nothing(
        "AuditTrail.list(AuditQuery, PageRequest)",
        (we, they) ->
            we.engine
                .audit()
                .list(we.actor, AuditQuery.about(they.lead().toString()), PageRequest.first()));
    nothing(
        "AuditTrail.about(Set, Set, long, int)",
        (we, they) ->
            we.engine
                .audit()
                .about(
                    we.organizationId,
                    Set.of(they.lead().toString()),
                    Set.of("lead.captured"),
                    Long.MAX_VALUE,
                    10));
    own("AuditTrail.verify()", (we, they) -> we.engine.audit().verify(we.actor));
    own(
        "AuditTrail.export(Writer)",
        (we, they) -> {
          StringWriter out = new StringWriter();
          we.engine.audit().export(we.actor, out);
          return out.toString();
        });
    own(
        "AuditTrail.denied(String, String)",
        (we, they) ->
            did(() -> we.engine.audit().denied(we.actor, "GET /" + they.lead(), "NOT_FOUND")));
    own(
        "AuditTrail.note(String)",
        (we, they) -> did(() -> we.engine.audit().note(we.actor, "probe")));
  }

  private void keys() {
    String installation = "It tells of the keys of the installation, and holds no organization's.";
    exempt("KeyRing.checkValue()", installation);
    exempt("KeyRing.isOvertaken()", installation);
    String sending = "It tells of the whole installation, and holds no organization's rows.";
    exempt("SendingHold.held()", sending);
    exempt("SendingHold.release(String, boolean)", sending);
  }

  private void privacy() {
    own(
        "Suppressions.suppress(String, String, String)",
        (we, they) ->
            did(() ->
                we.engine
                    .suppressions()
                    .suppress(we.actor, "SMS", "match-" + they.marker, "Asked")));
    own(
        "Suppressions.lift(String, String)",
        (we, they) ->
            did(() -> we.engine.suppressions().lift(we.actor, "*", "other-" + they.marker)));
    nothing(
        "Suppressions.isSuppressed(String, String)",
        (we, they) ->
            we.engine
                .suppressions()
                .isSuppressed(we.organizationId, SampleChannel.CHANNEL, "match-" + they.marker));
    nothing(
        "Suppressions.suppressedAmong(String, Collection)",
        (we, they) ->
            we.engine
                .suppressions()
                .suppressedAmong(
                    we.organizationId, SampleChannel.CHANNEL, Set.of("match-" + they.marker)));
    own(
        "Suppressions.liftOne(String, String)",
        (we, they) -> we.engine.suppressions().liftOne(we.actor, "SMS", "match-" + they.marker));
    own(
        "Suppressions.optIn(String, String)",
        (we, they) ->
            did(() -> we.engine.suppressions().optIn(we.actor, "SMS", "match-" + they.marker)));
    nothing(
        "Suppressions.of(Collection)",
        (we, they) ->
            we.engine.suppressions().of(we.organizationId, Set.of("match-" + they.marker)));

    notFound(
        "DoNotContact.list(LeadId)",
        (we, they) -> we.engine.doNotContact().list(we.actor, they.lead()));
    notFound(
        "DoNotContact.set(LeadId, String)",
        (we, they) -> we.engine.doNotContact().set(we.actor, they.spareLead(4), "SMS"));
    notFound(
        "DoNotContact.lift(LeadId, String)",
        (we, they) -> we.engine.doNotContact().lift(we.actor, they.lead(), "SMS"));

    notFound(
        "Notes.write(LeadId, NoteDraft)",
        (we, they) ->
            we.engine
                .notes()
                .write(we.actor, they.lead(), NoteDraft.of(NoteKind.NOTE, "Likes " + we.marker)));
    notFound("Notes.get(NoteId)", (we, they) -> we.engine.notes().get(we.actor, they.note(0)));
    notFound(
        "Notes.change(NoteId, NoteDraft, long)",
        (we, they) ->
            we.engine
                .notes()
                .change(
                    we.actor,
                    they.note(0),
                    NoteDraft.of(NoteKind.NOTE, "Changed"),
                    they.engine.notes().get(they.actor, they.note(0)).version()));
    notFound(
        "Notes.delete(NoteId)",
        (we, they) -> did(() -> we.engine.notes().delete(we.actor, they.note(1))));
    notFound(
        "Notes.list(LeadId, PageRequest)",
        (we, they) -> we.engine.notes().list(we.actor, they.lead(), PageRequest.first()));
    own(
        "Notes.list(LeadId, PageRequest)",
        (we, they) ->
            we.engine
                .notes()
                .list(
                    we.actor,
                    we.lead(),
                    they.after(they.engine.notes().list(they.actor, they.lead(), one()))));
    notFound(
        "Timelines.list(LeadId, PageRequest)",
        (we, they) -> we.engine.timelines().list(we.actor, they.lead(), PageRequest.first()));
    own(
        "Timelines.list(LeadId, PageRequest)",
        (we, they) ->
            we.engine
                .timelines()
                .list(
                    we.actor,
                    we.lead(),
                    they.after(they.engine.timelines().list(they.actor, they.lead(), one()))));

    notFound(
        "Consents.list(UUID)", (we, they) -> we.engine.consents().list(we.actor, they.leadUuid()));
    notFound(
        "Consents.record(UUID, ConsentDraft)",
        (we, they) ->
            we.engine
                .consents()
                .record(
                    we.actor,
                    they.leadUuid(),
                    ConsentDraft.of("MARKETING", "*", ConsentStatus.GRANTED, "Phone call")));

    own("RetentionPolicies.get()", (we, they) -> we.engine.retention().get(we.actor));
    own(
        "RetentionPolicies.change(Map, long)",
        (we, they) ->
            we.engine
                .retention()
                .change(
                    we.actor,
                    Map.of(
                        we.retentionKind(),
                        OptionalInt.of(Sample.RETENTION_DAYS + (we == they ? 1 : 2))),
                    we.engine.retention().get(we.actor).version()));

    notFound(
        "Privacy.export(UUID)",
        (we, they) -> we.engine.privacy().export(we.actor, they.leadUuid()).sections());
    String handedOver = "It holds what Privacy.export, which is probed, has put into it.";
    exempt("PersonExport.at()", handedOver);
    exempt("PersonExport.person()", handedOver);
    exempt("PersonExport.sections()", handedOver);
    exempt("PersonExport.writeZip(OutputStream)", handedOver);
    notFound(
        "Privacy.erase(UUID, ErasureReason)",
        (we, they) ->
            did(() ->
                we.engine.privacy().erase(we.actor, they.leadUuid(6), ErasureReason.REQUESTED)));
    notFound(
        "Privacy.erase(UUID, ErasureReason, String)",
        (we, they) ->
            did(() ->
                we.engine
                    .privacy()
                    .erase(
                        we.actor,
                        they.leadUuid(7),
                        ErasureReason.REQUESTED,
                        "Bo7 " + they.marker)));
  }

  private void providers() {
    own("ProviderCatalog.entries()", (we, they) -> we.engine.providerCatalog().entries());
    own(
        "ProviderCatalog.find(String)",
        (we, they) -> we.engine.providerCatalog().find(SampleChannel.ID));

    own("ProviderAccounts.list()", (we, they) -> we.engine.providerAccounts().list(we.actor));
    own(
        "ProviderAccounts.channels()",
        (we, they) -> we.engine.providerAccounts().channels(we.organizationId));
    own(
        "ProviderAccounts.all()",
        (we, they) -> we.engine.providerAccounts().all(we.organizationId));
    own(
        "ProviderAccounts.create(ProviderAccountDraft)",
        (we, they) ->
            we.engine
                .providerAccounts()
                .create(
                    we.actor,
                    new ProviderAccountDraft(
                        SampleChannel.ID, "Second", Map.of("token", "token-" + they.marker))));
    notFound(
        "ProviderAccounts.get(AccountId)",
        (we, they) -> we.engine.providerAccounts().get(we.actor, they.account()));
    notFound(
        "ProviderAccounts.update(AccountId, ProviderAccountChange, long)",
        (we, they) ->
            we.engine
                .providerAccounts()
                .update(
                    we.actor,
                    they.account(),
                    ProviderAccountChange.rename("New name"),
                    they.engine.providerAccounts().get(they.actor, they.account()).version()));

    own("SendingLimits.get()", (we, they) -> we.engine.sendingLimits().get(we.actor));
    notFound(
        "SendingLimits.change(SendingRules, long)",
        (we, they) ->
            we.engine
                .sendingLimits()
                .change(
                    we.actor,
                    SendingRules.NONE
                        .withDaily(new DailyCap(Optional.of(90_000), List.of(80_000)))
                        .withAccounts(
                            List.of(
                                new SendingRules.AccountCap(they.account(), DailyCap.of(90_000))))
                        .withFrequency(new FrequencyCap(100, 1))
                        .withBetween(Duration.ofSeconds(1)),
                    we.engine.sendingLimits().get(we.actor).version()));

    opens(
        "Webhooks.receive(String, WebhookRequest)",
        (we, they) ->
            we.engine.webhooks().receive(they.accountKey(), webhook(they, "token-" + they.marker)));
    exempt("Webhooks.rejections()", "A figure of the installation, for its operator.");

    own("ReceivedEvents.unhandled()", (we, they) -> we.engine.receivedEvents().unhandled(we.actor));
    notFound(
        "ReceivedEvents.retry(AccountId, String)",
        (we, they) ->
            did(() ->
                we.engine
                    .receivedEvents()
                    .retry(we.actor, they.account(), they.unreadableEvent())));
    unstorable(
        "ReceivedEvents.store(AccountId, List)",
        (we, they) ->
            did(() ->
                we.engine
                    .receivedEvents()
                    .store(
                        we.organizationId,
                        they.account(),
                        List.of(
                            MessageIn.text(
                                "stored",
                                Instant.EPOCH,
                                Address.phone("+12025550188"),
                                "Stored by hand")))));
  }

  private static WebhookRequest webhook(Sample they, String token) {
    return new WebhookRequest(
        "POST",
        URI.create("http://localhost/api/hooks/accounts/" + they.accountKey()),
        Map.of("X-Token", List.of(token)),
        Map.of(),
        "hooked-in\n".getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH);
  }

  private void leads() {
    notFound("Leads.get(LeadId)", (we, they) -> we.engine.leads().get(we.actor, they.lead()));
    nothing(
        "Leads.find(LeadId)", (we, they) -> we.engine.leads().find(we.organizationId, they.lead()));
    nothing(
        "Leads.findAll(Collection)",
        (we, they) -> we.engine.leads().findAll(we.organizationId, Set.of(they.lead())));
    nothing(
        "Leads.names(Collection)",
        (we, they) -> we.engine.leads().names(we.organizationId, Set.of(they.lead())));
    refused(
        "Leads.list(LeadQuery, PageRequest)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .leads()
                .list(
                    we.actor,
                    LeadQuery.all(),
                    they.after(they.engine.leads().list(they.actor, LeadQuery.all(), one()))));
    nothing(
        "Leads.list(LeadQuery, PageRequest)",
        (we, they) ->
            we.engine
                .leads()
                .list(we.actor, LeadQuery.all().owner(they.member()), PageRequest.first()));
    nothing(
        "Leads.list(LeadQuery, PageRequest)",
        (we, they) ->
            we.engine
                .leads()
                .list(we.actor, LeadQuery.all().tag("tag-" + they.marker), PageRequest.first()));
    own(
        "Leads.list(LeadQuery, PageRequest)",
        (we, they) ->
            we.engine
                .leads()
                .list(we.actor, LeadQuery.all().text(Sample.SHARED_PHONE), PageRequest.first()));
    notFound(
        "Leads.update(LeadId, LeadChange, long)",
        (we, they) ->
            we.engine
                .leads()
                .update(
                    we.actor,
                    they.changingLead(),
                    LeadChange.none().company("Other"),
                    they.version(they.changingLead())));
    refused(
        "Leads.update(LeadId, LeadChange, long)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .leads()
                .update(
                    we.actor,
                    we.changingLead(),
                    LeadChange.none().owner(Optional.of(they.member())),
                    we.version(we.changingLead())));
    notFound(
        "Leads.changeStatus(LeadId, LeadStatus)",
        (we, they) ->
            we.engine.leads().changeStatus(we.actor, they.changingLead(), LeadStatus.QUALIFIED));
    notFound(
        "Leads.changeOwner(LeadId, Optional)",
        (we, they) ->
            we.engine.leads().changeOwner(we.actor, they.changingLead(), Optional.of(we.member())));
    refused(
        "Leads.changeOwner(LeadId, Optional)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine.leads().changeOwner(we.actor, we.spareLead(1), Optional.of(they.member())));
    nothing(
        "Leads.touch(LeadId)",
        (we, they) -> we.engine.leads().touch(we.organizationId, they.spareLead(4)));
    nothing(
        "Leads.changeScore(Lead, int, List)",
        (we, they) ->
            we.engine
                .leads()
                .changeScore(
                    we.organizationId,
                    they.wholeLead(they.spareLead(4)),
                    77,
                    List.of(new ScoreReason("test", 77, "Test"))));
    notFound(
        "Leads.pauseAutomation(LeadId, AutomationReason)",
        (we, they) ->
            we.engine
                .leads()
                .pauseAutomation(we.actor, they.changingLead(), AutomationReason.MANUAL));
    notFound(
        "Leads.resumeAutomation(LeadId)",
        (we, they) -> we.engine.leads().resumeAutomation(we.actor, they.changingLead()));
    notFound(
        "Leads.optOut(LeadId)",
        (we, they) -> we.engine.leads().optOut(we.actor, they.changingLead()));
    notFound(
        "Leads.optOut(LeadId, String)",
        (we, they) -> we.engine.leads().optOut(we.actor, they.changingLead(), "SMS"));
    notFound(
        "Leads.optIn(LeadId)",
        (we, they) -> we.engine.leads().optIn(we.actor, they.changingLead()));
    notFound(
        "Leads.delete(LeadId)",
        (we, they) -> did(() -> we.engine.leads().delete(we.actor, they.deletableLead())));
    nothing(
        "Leads.deleteAll(List)",
        (we, they) ->
            we.engine.leads().deleteAll(we.actor, List.of(they.spareLead(10))).stream()
                .map(LeadOutcome::result)
                .toList());
    notFound(
        "Leads.dependencies(LeadId)",
        (we, they) -> we.engine.leads().dependencies(we.actor, they.lead()));
    nothing(
        "Leads.keep(LeadId)",
        (we, they) ->
            stored(we, () -> we.engine.leads().keep(we.organizationId, they.spareLead(1))));
    nothing(
        "Leads.keepAll(Collection)",
        (we, they) ->
            stored(
                we, () -> we.engine.leads().keepAll(we.organizationId, Set.of(they.spareLead(1)))));
    nothing(
        "Leads.holdAll(Collection)",
        (we, they) ->
            stored(
                we, () -> we.engine.leads().holdAll(we.organizationId, Set.of(they.spareLead(1)))));
    nothing(
        "Leads.marks(Collection)",
        (we, they) -> we.engine.leads().marks(we.organizationId, Set.of(they.spareLead(1))));
    nothing(
        "Leads.matching(LeadQuery, LeadFilter, PageRequest)",
        (we, they) ->
            we.engine
                .leads()
                .matching(
                    we.organizationId,
                    LeadQuery.all().tag("tag-" + they.marker),
                    LeadFilter.NONE,
                    PageRequest.first()));
    nothing(
        "Leads.matching(LeadQuery, LeadFilter, PageRequest)",
        (we, they) ->
            we.engine
                .leads()
                .matching(
                    we.organizationId,
                    LeadQuery.all().owner(they.member()),
                    LeadFilter.NONE,
                    PageRequest.first()));
    refused(
        "Leads.matching(LeadQuery, LeadFilter, PageRequest)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .leads()
                .matching(
                    we.organizationId,
                    LeadQuery.all(),
                    LeadFilter.NONE,
                    they.after(they.engine.leads().list(they.actor, LeadQuery.all(), one()))));
    own(
        "LeadArchive.list(PageRequest)",
        (we, they) ->
            we.engine
                .leadArchive()
                .list(we.actor, they.after(they.engine.leadArchive().list(they.actor, one()))));
    notFound(
        "LeadArchive.restore(LeadId)",
        (we, they) -> did(() -> we.engine.leadArchive().restore(we.actor, they.archivedLead(0))));
    nothing(
        "LeadArchive.restoreAll(List)",
        (we, they) ->
            we.engine.leadArchive().restoreAll(we.actor, List.of(they.archivedLead(1))).stream()
                .map(LeadOutcome::result)
                .toList());
    own(
        "Leads.capture(LeadDraft)",
        (we, they) ->
            we.engine.leads().capture(we.actor, LeadDraft.of("Ana", Sample.SHARED_PHONE)));
    own(
        "Leads.captureAll(List)",
        (we, they) ->
            we.engine
                .leads()
                .captureAll(
                    we.actor, List.of(LeadDraft.named("Ana").externalId("crm-" + they.marker))));
    own(
        "Leads.captureAll(List, CaptureTerms)",
        (we, they) ->
            we.engine
                .leads()
                .captureAll(we.actor, List.of(details(they, "one")), CaptureTerms.plain()));
    unoffered(
        "Leads.captureAll(List, CaptureTerms)",
        UUID.class,
        "Only the import worker names an import here, and it is the one whose rows it reads.");
    unoffered(
        "Leads.captureAll(List, CaptureTerms)",
        ProjectId.class,
        "Details come of Leads.checkAll, which looks the project up among the organization's own.");
    own(
        "Leads.foresight()",
        (we, they) -> we.engine.leads().foresight(we.actor).of(List.of(details(they, "foreseen"))));
    own(
        "Leads.checkAll(List)",
        (we, they) ->
            we.engine
                .leads()
                .checkAll(we.organizationId, List.of(LeadDraft.named("Ana " + we.marker))));
    nothing(
        "Leads.findByAddress(Address)",
        (we, they) ->
            we.engine
                .leads()
                .findByAddress(
                    we.organizationId,
                    Address.phone(they.wholeLead(they.spareLead(1)).phone().orElseThrow().e164())));
    nothing(
        "Leads.recipientKey(Address)",
        (we, they) ->
            // The same address is another key in each organization.
            we.engine
                .leads()
                .recipientKey(we.organizationId, Address.phone(Sample.SHARED_PHONE))
                .equals(
                    they.engine
                        .leads()
                        .recipientKey(they.organizationId, Address.phone(Sample.SHARED_PHONE))));
    nothing(
        "Leads.audience(Audience, LeadFilter, Optional, int)",
        (we, they) ->
            we.engine
                .leads()
                .audience(we.organizationId, tagged(they), LeadFilter.NONE, Optional.empty(), 100));
    own(
        "Leads.audience(Audience, LeadFilter, Optional, int)",
        (we, they) ->
            we.engine
                .leads()
                .audience(
                    we.organizationId,
                    Audience.everyone(),
                    LeadFilter.NONE,
                    Optional.of(they.lead()),
                    100));
    nothing(
        "Leads.audienceCount(Audience, LeadFilter)",
        (we, they) ->
            we.engine.leads().audienceCount(we.organizationId, tagged(they), LeadFilter.NONE));
    refused(
        "Leads.list(LeadQuery, LeadFilter, PageRequest)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .leads()
                .list(
                    we.actor,
                    LeadQuery.all(),
                    LeadFilter.NONE,
                    they.after(they.engine.leads().list(they.actor, LeadQuery.all(), one()))));
    nothing(
        "Leads.list(LeadQuery, LeadFilter, PageRequest)",
        (we, they) ->
            we.engine
                .leads()
                .list(
                    we.actor,
                    LeadQuery.all().owner(they.member()),
                    owned(they).filter(Instant.EPOCH),
                    PageRequest.first()));
    nothing(
        "Leads.count(LeadQuery, LeadFilter, int)",
        (we, they) ->
            we.engine
                .leads()
                .count(we.actor, LeadQuery.all().owner(they.member()), LeadFilter.NONE, 10));
    nothing(
        "Leads.count(LeadQuery, LeadFilter, int)",
        (we, they) ->
            we.engine
                .leads()
                .count(we.actor, LeadQuery.all().project(they.project(0)), LeadFilter.NONE, 10));
    nothing(
        "Leads.fits(LeadId, LeadFilter)",
        (we, they) -> we.engine.leads().fits(we.organizationId, they.lead(), LeadFilter.NONE));
  }

  private void projects() {
    own("Projects.list()", (we, they) -> we.engine.projects().list(we.actor));
    notFound(
        "Projects.get(ProjectId)",
        (we, they) -> we.engine.projects().get(we.actor, they.project(0)));
    refused(
        "Projects.requireOffered(ProjectId)",
        ErrorCode.INVALID,
        (we, they) ->
            did(() -> we.engine.projects().requireOffered(we.organizationId, they.project(0))));
    nothing(
        "Projects.known()",
        (we, they) -> we.engine.projects().known(we.organizationId).find(they.project(0)));
    nothing(
        "KnownProjects.find(ProjectId)",
        (we, they) -> we.engine.projects().known(we.organizationId).find(they.project(0)));
    nothing(
        "KnownProjects.find(String)",
        (we, they) ->
            we.engine.projects().known(we.organizationId).find(they.project(0).toString()));
    exempt(
        "KnownProjects.nearest(String)",
        "compares a text with the projects that Projects.known() read for one organization");
    own(
        "KnownProjects.isNone()",
        (we, they) -> we.engine.projects().known(we.organizationId).isNone());
    own(
        "KnownProjects.isEmpty()",
        (we, they) -> we.engine.projects().known(we.organizationId).isEmpty());
    own(
        "Projects.create(ProjectDraft)",
        (we, they) ->
            we.engine
                .projects()
                .create(we.actor, ProjectDraft.of("New-" + UUID.randomUUID(), "New " + we.marker)));
    notFound(
        "Projects.change(ProjectId, ProjectDraft, long)",
        (we, they) ->
            we.engine
                .projects()
                .change(
                    we.actor,
                    they.project(1),
                    ProjectDraft.of("Changed-" + they.marker, "Changed"),
                    they.engine.projects().get(they.actor, they.project(1)).version()));
    notFound(
        "Projects.archive(ProjectId)",
        (we, they) -> we.engine.projects().archive(we.actor, they.project(2)));
    notFound(
        "Projects.restore(ProjectId)",
        (we, they) -> we.engine.projects().restore(we.actor, they.project(2)));
    refused(
        "Leads.update(LeadId, LeadChange, long)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .leads()
                .update(
                    we.actor,
                    we.changingLead(),
                    LeadChange.none().project(Optional.of(they.project(1))),
                    we.version(we.changingLead())));
    nothing(
        "Leads.list(LeadQuery, PageRequest)",
        (we, they) ->
            we.engine
                .leads()
                .list(we.actor, LeadQuery.all().project(they.project(0)), PageRequest.first()));
    nothing(
        "Leads.matching(LeadQuery, LeadFilter, PageRequest)",
        (we, they) ->
            we.engine
                .leads()
                .matching(
                    we.organizationId,
                    LeadQuery.all().project(they.project(0)),
                    LeadFilter.NONE,
                    PageRequest.first()));
    nothing(
        "Leads.projectName(Lead)",
        (we, they) ->
            we.engine.leads().projectName(we.organizationId, they.wholeLead(they.spareLead(4))));
    refused(
        "BulkChanges.start(BulkTarget, BulkAction)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .bulkChanges()
                .start(
                    we.actor,
                    new BulkTarget.Chosen(List.of(we.spareLead(1))),
                    new BulkAction.SetProject(Optional.of(they.project(0)))));
  }

  private void bulkChanges() {
    notFound(
        "BulkChanges.start(BulkTarget, BulkAction)",
        (we, they) ->
            we.engine
                .bulkChanges()
                .start(
                    we.actor,
                    new BulkTarget.Chosen(List.of(they.spareLead(1))),
                    new BulkAction.SetStatus(LeadStatus.CONTACTED)));
    refused(
        "BulkChanges.start(BulkTarget, BulkAction)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .bulkChanges()
                .start(
                    we.actor,
                    new BulkTarget.Chosen(List.of(we.spareLead(1))),
                    new BulkAction.SetOwner(Optional.of(they.member()))));
    unoffered(
        "BulkChanges.start(BulkTarget, BulkAction)",
        BulkChangeId.class,
        "An undo names a change, and start refuses any: BulkChanges.undo makes it.");
    notFound(
        "BulkChanges.get(BulkChangeId)",
        (we, they) -> we.engine.bulkChanges().get(we.actor, they.bulkChange()));
    own(
        "BulkChanges.list(PageRequest)",
        (we, they) ->
            we.engine
                .bulkChanges()
                .list(we.actor, they.after(they.engine.bulkChanges().list(they.actor, one()))));
    notFound(
        "BulkChanges.failures(BulkChangeId, PageRequest)",
        (we, they) ->
            we.engine.bulkChanges().failures(we.actor, they.bulkChange(), PageRequest.first()));
    unoffered(
        "BulkChanges.failures(BulkChangeId, PageRequest)",
        PageRequest.class,
        "A place in the list is a number, and only leads of the change that is named follow.");
    notFound(
        "BulkChanges.cancel(BulkChangeId)",
        (we, they) ->
            we.engine
                .bulkChanges()
                .cancel(we.actor, we == they ? we.bulkChangedNow() : they.openBulkChange()));
    notFound(
        "BulkChanges.undo(BulkChangeId)",
        (we, they) -> we.engine.bulkChanges().undo(we.actor, they.undoableBulkChange()));
  }

  private void merges() {
    notFound(
        "LeadMerges.preview(LeadId, LeadId, Map)",
        (we, they) ->
            we.engine.leadMerges().preview(we.actor, we.mergeable(0), they.mergeable(1), Map.of()));
    notFound(
        "LeadMerges.preview(LeadId, LeadId, Map)",
        (we, they) ->
            we.engine.leadMerges().preview(we.actor, they.mergeable(1), we.mergeable(0), Map.of()));
    notFound(
        "LeadMerges.merge(LeadId, LeadId, Map)",
        (we, they) ->
            we.engine.leadMerges().merge(we.actor, we.mergeable(0), they.mergeable(1), Map.of()));
    notFound(
        "LeadMerges.merge(LeadId, LeadId, Map)",
        (we, they) ->
            we.engine.leadMerges().merge(we.actor, they.mergeable(2), we.mergeable(3), Map.of()));
    notFound(
        "LeadMerges.unmerge(LeadMergeId)",
        (we, they) -> we.engine.leadMerges().unmerge(we.actor, they.merge()));
    notFound(
        "LeadMerges.list(LeadId)",
        (we, they) -> we.engine.leadMerges().list(we.actor, they.lead()));
    own(
        "MergeSuggestions.list(PageRequest)",
        (we, they) ->
            we.engine
                .mergeSuggestions()
                .list(
                    we.actor, they.after(they.engine.mergeSuggestions().list(they.actor, one()))));
    notFound(
        "MergeSuggestions.dismiss(MergeSuggestionId)",
        (we, they) -> did(() -> we.engine.mergeSuggestions().dismiss(we.actor, they.suggestion())));
    own(
        "MergeSuggestions.scan()",
        (we, they) -> did(() -> we.engine.mergeSuggestions().scan(we.actor)));
    own("MergePolicies.get()", (we, they) -> we.engine.mergePolicies().get(we.actor));
    own(
        "MergePolicies.change(MergePolicy, long)",
        (we, they) ->
            we.engine
                .mergePolicies()
                .change(
                    we.actor,
                    we.engine.mergePolicies().get(we.actor).policy(),
                    we.engine.mergePolicies().get(we.actor).version()));
  }

  private void routing() {
    own("RoutingPolicies.get()", (we, they) -> we.engine.routing().get(we.actor));
    notFound(
        "RoutingPolicies.change(RoutingPolicy, long)",
        (we, they) ->
            we.engine
                .routing()
                .change(
                    we.actor,
                    new RoutingPolicy(List.of("SMS"), List.of(they.account()), false),
                    we.engine.routing().get(we.actor).version()));
    own("RoutingPolicies.of()", (we, they) -> we.engine.routing().of(we.organizationId));
  }

  private void fields() {
    own("CustomFields.list()", (we, they) -> we.engine.customFields().list(we.actor));
    notFound(
        "CustomFields.get(CustomFieldId)",
        (we, they) -> we.engine.customFields().get(we.actor, they.field()));
    own("CustomFields.active()", (we, they) -> we.engine.customFields().active(we.organizationId));
    nothing(
        "CustomFields.find(CustomFieldId)",
        (we, they) -> we.engine.customFields().find(we.organizationId, they.field()));
    own(
        "CustomFields.create(CustomFieldDraft)",
        (we, they) ->
            we.engine
                .customFields()
                .create(
                    we.actor,
                    CustomFieldDraft.of(
                        "Another " + System.nanoTime() + " of " + we.marker, FieldType.TEXT)));
    notFound(
        "CustomFields.change(CustomFieldId, CustomFieldChange, long)",
        (we, they) ->
            we.engine
                .customFields()
                .change(
                    we.actor,
                    they.field(),
                    CustomFieldChange.none().required(true),
                    they.engine.customFields().get(they.actor, they.field()).version()));
    notFound(
        "CustomFields.archive(CustomFieldId)",
        (we, they) -> we.engine.customFields().archive(we.actor, they.field()));
    notFound(
        "CustomFields.restore(CustomFieldId)",
        (we, they) -> we.engine.customFields().restore(we.actor, they.field()));
  }

  private static Audience tagged(Sample they) {
    return new Audience(Set.of(), Set.of(), Set.of("tag-" + they.marker));
  }

  private static LeadDetails details(Sample they, String which) {
    return new LeadDetails(
        "Captured",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        "test",
        Optional.of("crm-" + they.marker + which + UUID.randomUUID()),
        Set.of(),
        Map.of(),
        Optional.empty());
  }

  private void ingestion() {
    SourceId fair = SourceId.of("fair");
    own(
        "Intake.take(LeadDraft, SourceId)",
        (we, they) ->
            we.engine.intake().take(we.actor, LeadDraft.of("Ana", Sample.SHARED_PHONE), fair));
    own(
        "Intake.takeAll(List, SourceId, boolean)",
        (we, they) ->
            we.engine
                .intake()
                .takeAll(
                    we.actor,
                    List.of(LeadDraft.named("Ana").email("Ana@" + they.marker + ".example.com")),
                    fair,
                    false));
    own(
        "Intake.takeJson(String, SourceId)",
        (we, they) ->
            we.engine
                .intake()
                .takeJson(
                    we.actor,
                    "{\"name\":\"Ana\",\"phone\":\"" + Sample.SHARED_PHONE + "\"}",
                    fair));
    own(
        "Intake.takeForm(Map, SourceId)",
        (we, they) ->
            we.engine
                .intake()
                .takeForm(
                    we.actor,
                    Map.of("name", List.of("Ana"), "phone", List.of(Sample.SHARED_PHONE)),
                    fair));

    own(
        "Imports.start(ImportRequest, InputStream)",
        (we, they) ->
            we.engine
                .imports()
                .start(
                    we.actor,
                    ImportRequest.of("again.csv"),
                    new ByteArrayInputStream(
                        ("name,phone\nAna," + Sample.SHARED_PHONE + "\n")
                            .getBytes(StandardCharsets.UTF_8))));
    notFound(
        "Imports.get(ImportId)", (we, they) -> we.engine.imports().get(we.actor, they.importId()));
    own(
        "Imports.list(PageRequest)",
        (we, they) ->
            we.engine
                .imports()
                .list(we.actor, they.after(they.engine.imports().list(they.actor, one()))));
    notFound(
        "Imports.errors(ImportId, PageRequest)",
        (we, they) -> we.engine.imports().errors(we.actor, they.importId(), PageRequest.first()));
    own(
        "Imports.errors(ImportId, PageRequest)",
        (we, they) ->
            we.engine
                .imports()
                .errors(
                    we.actor,
                    we.importId(),
                    they.after(they.engine.imports().errors(they.actor, they.importId(), one()))));

    own(
        "Imports.open(String, long)",
        (we, they) -> we.engine.imports().open(we.actor, "more.csv", Sample.PIECE.length));
    notFound(
        "Imports.append(ImportId, long, byte[])",
        (we, they) ->
            we.engine.imports().append(we.actor, they.uploadingImport(), 0, Sample.PIECE));
    notFound(
        "Imports.preview(ImportId, Optional, CaptureScope)",
        (we, they) ->
            we.engine
                .imports()
                .preview(
                    we.actor, they.draft(0), Optional.empty(), CaptureScope.CREATE_AND_UPDATE));
    notFound(
        "Imports.start(ImportId, ImportTerms)",
        (we, they) -> we.engine.imports().start(we.actor, they.draft(1), ImportTerms.USUAL));
    notFound(
        "Imports.pause(ImportId)",
        (we, they) ->
            we.engine
                .imports()
                .pause(we.actor, we == they ? we.startedNow() : they.pausedImport()));
    notFound(
        "Imports.resume(ImportId)",
        (we, they) -> we.engine.imports().resume(we.actor, they.pausedImport()));
    notFound(
        "Imports.cancel(ImportId)",
        (we, they) -> we.engine.imports().cancel(we.actor, they.draft(2)));
    notFound(
        "Imports.undo(ImportId)",
        (we, they) -> we.engine.imports().undo(we.actor, they.undoableImport()));
    notFound(
        "Imports.kept(ImportId, PageRequest)",
        (we, they) -> we.engine.imports().kept(we.actor, they.importId(), PageRequest.first()));
    unoffered(
        "Imports.kept(ImportId, PageRequest)",
        PageRequest.class,
        "A place in the list is the id of a lead, and only rows of the import that is named"
            + " follow.");
    notFound(
        "Imports.writeErrors(ImportId, Appendable)",
        (we, they) -> {
          StringWriter out = new StringWriter();
          we.engine.imports().writeErrors(we.actor, they.importId(), out);
          return out.toString();
        });

    own("LeadSources.list()", (we, they) -> we.engine.leadSources().list(we.actor));
    own(
        "LeadSources.create(LeadSourceDraft)",
        (we, they) ->
            we.engine
                .leadSources()
                .create(we.actor, LeadSourceDraft.of(we == they ? "Third" : they.sourceName())));
    notFound(
        "LeadSources.get(UUID)",
        (we, they) -> we.engine.leadSources().get(we.actor, they.sourceId()));
    notFound(
        "LeadSources.map(UUID, Optional, long)",
        (we, they) ->
            we.engine
                .leadSources()
                .map(
                    we.actor,
                    they.sourceId(),
                    Optional.of(
                        new LeadMapping(
                            Optional.empty(), List.of(LeadMapping.Rule.of("name", "/name")), true)),
                    they.engine.leadSources().list(they.actor).getFirst().version()));
    notFound(
        "LeadHooks.sample(UUID)",
        (we, they) -> we.engine.leadHooks().sample(we.actor, they.sourceId()));
    notFound(
        "LeadHooks.test(UUID, String, String, Optional)",
        (we, they) ->
            we.engine
                .leadHooks()
                .test(
                    we.actor,
                    they.sourceId(),
                    "application/json",
                    "{\"name\":\"Ana\",\"phone\":\"" + Sample.SHARED_PHONE + "\"}",
                    Optional.empty()));
    opens(
        "LeadSources.findByKey(String)",
        (we, they) -> we.engine.leadSources().findByKey(they.sourceKey()));
    opens(
        "LeadHooks.receive(String, WebhookRequest)",
        (we, they) ->
            we.engine
                .leadHooks()
                .receive(
                    they.sourceKey(),
                    Sample.delivery(
                        "{\"name\":\"Ana\",\"phone\":\"" + Sample.SHARED_PHONE + "\"}")));
    own(
        "LeadHooks.held(PageRequest)",
        (we, they) ->
            we.engine
                .leadHooks()
                .held(we.actor, they.after(they.engine.leadHooks().held(they.actor, one()))));
    notFound(
        "LeadHooks.take(DeliveryId)",
        (we, they) -> we.engine.leadHooks().take(we.actor, they.heldDelivery(0)));
    notFound(
        "LeadHooks.discard(DeliveryId)",
        (we, they) -> did(() -> we.engine.leadHooks().discard(we.actor, they.heldDelivery(1))));
  }

  private void leadPolls() {
    own("LeadPolls.list()", (we, they) -> we.engine.leadPolls().list(we.actor));
    notFound(
        "LeadPolls.pollNow(AccountId, boolean)",
        (we, they) -> did(() -> we.engine.leadPolls().pollNow(we.actor, they.leadAccount(), true)));
    own(
        "ProviderAccounts.leadSources()",
        (we, they) -> we.engine.providerAccounts().leadSources(we.organizationId));
    nothing(
        "ProviderAccounts.leadSource(AccountId)",
        (we, they) ->
            we.engine.providerAccounts().leadSource(we.organizationId, they.leadAccount()));
  }

  private void scoringAndAssignment() {
    notFound(
        "Scoring.score(LeadId)", (we, they) -> we.engine.scoring().score(we.actor, they.lead()));
    own(
        "Scoring.scoreAll(Collection)",
        (we, they) -> did(() -> we.engine.scoring().scoreAll(we.actor, Set.of(they.lead()))));
    notFound(
        "Scoring.adjust(LeadId, int, String)",
        (we, they) -> we.engine.scoring().adjust(we.actor, they.changingLead(), 5, "Nice"));
    String fresh =
        "It works on leads that are in its hands and not stored yet, inside of what stores them.";
    exempt("Scoring.scoreNew(List)", fresh);
    exempt("Assignments.assignNew(List)", fresh);

    notFound(
        "Assignments.assign(LeadId)",
        (we, they) -> we.engine.assignments().assign(we.actor, they.changingLead()));
    nothing(
        "Assignments.assignAll(Collection)",
        (we, they) -> we.engine.assignments().assignAll(we.actor, Set.of(they.changingLead())));
    notFound(
        "Assignments.assignTo(LeadId, Optional)",
        (we, they) ->
            we.engine
                .assignments()
                .assignTo(we.actor, they.changingLead(), Optional.of(we.member())));
    refused(
        "Assignments.assignTo(LeadId, Optional)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .assignments()
                .assignTo(we.actor, we.spareLead(4), Optional.of(they.member())));
    own("ScoringPolicies.get()", (we, they) -> we.engine.scoringPolicies().get(we.actor));
    own("ScoringPolicies.progress()", (we, they) -> we.engine.scoringPolicies().progress(we.actor));
    own(
        "ScoringPolicies.preview(ScoringRules)",
        (we, they) -> we.engine.scoringPolicies().preview(we.actor, Sample.scoring("Other")));
    own(
        "ScoringPolicies.change(ScoringRules, long)",
        (we, they) ->
            we.engine
                .scoringPolicies()
                .change(
                    we.actor,
                    Sample.scoring("Other " + we.marker),
                    we.engine.scoringPolicies().get(we.actor).version()));
    notFound(
        "Assignments.explain(LeadId)",
        (we, they) -> we.engine.assignments().explain(we.actor, they.lead()));
    own("Assignments.waiting()", (we, they) -> we.engine.assignments().waiting(we.actor));
    own("Assignments.openLeads()", (we, they) -> we.engine.assignments().openLeads(we.actor));
    own("Assignments.there()", (we, they) -> we.engine.assignments().there(we.actor));
    own("AssignmentPlans.get()", (we, they) -> we.engine.assignmentPlans().get(we.actor));
    refused(
        "AssignmentPlans.change(AssignmentPlan, long)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .assignmentPlans()
                .change(
                    we.actor,
                    Sample.plan("New " + we.marker, they.member()),
                    we.engine.assignmentPlans().get(we.actor).version()));
    own("Availabilities.list()", (we, they) -> we.engine.availabilities().list(we.actor));
    notFound(
        "Availabilities.get(MemberId)",
        (we, they) -> we.engine.availabilities().get(we.actor, they.member()));
    notFound(
        "Availabilities.change(MemberId, AvailabilityChange, long)",
        (we, they) ->
            we.engine
                .availabilities()
                .change(
                    we.actor, they.changingMember(), AvailabilityChange.none().capacity(90), 0));
    refused(
        "Availabilities.change(MemberId, AvailabilityChange, long)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .availabilities()
                .change(
                    we.actor,
                    we.changingMember(),
                    AvailabilityChange.none().backup(Optional.of(they.member())),
                    we.engine.availabilities().get(we.actor, we.changingMember()).version()));
    nothing(
        "Leads.giveAll(Map, boolean)",
        (we, they) ->
            we.engine
                .leads()
                .giveAll(we.actor, Map.of(they.spareLead(4), they.changingMember()), false));
  }

  private void templates() {
    own("ChannelTemplates.list()", (we, they) -> we.engine.channelTemplates().list(we.actor));
    notFound(
        "ChannelTemplates.get(AccountId)",
        (we, they) -> we.engine.channelTemplates().get(we.actor, they.account()));
    notFound(
        "ChannelTemplates.sync(AccountId)",
        (we, they) -> we.engine.channelTemplates().sync(we.actor, they.account()));
    notFound(
        "ChannelTemplates.submit(AccountId, TemplateDraft)",
        (we, they) ->
            we.engine
                .channelTemplates()
                .submit(
                    we.actor,
                    they.account(),
                    TemplateDraft.of(
                        "probe", "en", TemplateCategory.UTILITY, "Hi {{1}}!", Map.of("1", "Ana"))));
    nothing(
        "ChannelTemplates.find(AccountId, String, String)",
        (we, they) ->
            we.engine
                .channelTemplates()
                .find(we.organizationId, they.account(), SampleChannel.TEMPLATE, "en"));
  }

  private void conversations() {
    nothing(
        "Leads.learnAddress(LeadId, Address)",
        (we, they) ->
            we.engine
                .leads()
                .learnAddress(we.actor, they.spareLead(1), Address.opaque("learned-" + we.marker)));
    notFound(
        "Conversations.replyWay(LeadId)",
        (we, they) -> we.engine.conversations().replyWay(we.actor, they.lead()));
    notFound(
        "Conversations.send(SendMessage)",
        (we, they) -> we.engine.conversations().send(we.actor, message(they, "a")));
    refused(
        "Conversations.send(SendMessage)",
        ErrorCode.NO_CHANNEL,
        (we, they) ->
            we.engine.conversations().send(we.actor, message(we, "b").by(they.account())));
    unstorable(
        "Conversations.send(SendMessage)",
        (we, they) ->
            we.engine
                .conversations()
                .send(we.actor, message(we, "c").inCampaign(they.campaignUuid())));
    own(
        "Conversations.send(SendMessage)",
        (we, they) ->
            // What was sent once is told from what others sent under the same name.
            we.engine.conversations().send(we.actor, message(we, "dedup-" + they.marker)));
    nothing(
        "Conversations.sendAll(List)",
        (we, they) ->
            we.engine.conversations().sendAll(we.actor, List.of(message(they, "d"))).stream()
                .map(result -> result.message().isPresent())
                .toList());
    nothing(
        "Conversations.sendAll(List)",
        (we, they) ->
            we
                .engine
                .conversations()
                .sendAll(we.actor, List.of(message(we, "e").by(they.account())))
                .stream()
                .map(result -> result.message().isPresent())
                .toList());
    unstorable(
        "Conversations.sendAll(List)",
        (we, they) ->
            we
                .engine
                .conversations()
                .sendAll(we.actor, List.of(message(we, "f").inCampaign(they.campaignUuid())))
                .stream()
                .map(result -> result.message().isPresent())
                .toList());
    notFound(
        "Conversations.message(MessageId)",
        (we, they) -> we.engine.conversations().message(we.actor, they.message()));
    notFound(
        "Conversations.messages(LeadId, PageRequest)",
        (we, they) ->
            we.engine.conversations().messages(we.actor, they.lead(), PageRequest.first()));
    own(
        "Conversations.messages(LeadId, PageRequest)",
        (we, they) ->
            we.engine
                .conversations()
                .messages(
                    we.actor,
                    we.lead(),
                    they.after(
                        they.engine.conversations().messages(they.actor, they.lead(), one()))));
    own(
        "Conversations.list(PageRequest)",
        (we, they) ->
            we.engine
                .conversations()
                .list(we.actor, they.after(they.engine.conversations().list(they.actor, one()))));
    notFound(
        "Conversations.markRead(ConversationId)",
        (we, they) -> did(() -> we.engine.conversations().markRead(we.actor, they.conversation())));
    notFound(
        "Conversations.pauseAutomation(LeadId)",
        (we, they) -> we.engine.conversations().pauseAutomation(we.actor, they.spareLead(4)));
    notFound(
        "Conversations.resumeAutomation(LeadId)",
        (we, they) -> we.engine.conversations().resumeAutomation(we.actor, they.spareLead(4)));
  }

  private static SendMessage message(Sample to, String dedupKey) {
    return SendMessage.of(
        to.spareLead(1), "Hello", Purpose.HUMAN, Sender.human("host", "Host"), "probe-" + dedupKey);
  }

  private void campaigns() {
    own(
        "Campaigns.list(PageRequest)",
        (we, they) ->
            we.engine
                .campaigns()
                .list(we.actor, they.after(they.engine.campaigns().list(they.actor, one()))));
    notFound(
        "Campaigns.get(CampaignId)",
        (we, they) -> we.engine.campaigns().get(we.actor, they.campaign()));
    notFound(
        "Campaigns.stats(CampaignId)",
        (we, they) -> we.engine.campaigns().stats(we.actor, they.campaign()));
    notFound(
        "Campaigns.recipients(CampaignId, Optional, PageRequest)",
        (we, they) ->
            we.engine
                .campaigns()
                .recipients(we.actor, they.campaign(), Optional.empty(), PageRequest.first()));
    own(
        "Campaigns.recipients(CampaignId, Optional, PageRequest)",
        (we, they) ->
            we.engine
                .campaigns()
                .recipients(
                    we.actor,
                    we.campaign(),
                    Optional.empty(),
                    they.after(
                        they.engine
                            .campaigns()
                            .recipients(they.actor, they.campaign(), Optional.empty(), one()))));
    nothing(
        "Campaigns.audienceSize(Audience, Optional)",
        (we, they) -> we.engine.campaigns().audienceSize(we.actor, tagged(they), Optional.empty()));
    notFound(
        "Campaigns.audienceSize(Audience, Optional)",
        (we, they) ->
            we.engine
                .campaigns()
                .audienceSize(we.actor, Audience.everyone(), Optional.of(they.segment())));
    notFound(
        "Campaigns.create(CampaignDraft)",
        (we, they) ->
            we.engine
                .campaigns()
                .create(we.actor, CampaignDraft.of("New", Step.now("Hi")).in(they.segment())));
    refused(
        "Campaigns.create(CampaignDraft)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .campaigns()
                .create(we.actor, CampaignDraft.of("New", Step.now("Hi")).by(they.account())));
    notFound(
        "Campaigns.start(CampaignId)",
        (we, they) -> we.engine.campaigns().start(we.actor, they.draftCampaign()));
    notFound(
        "Campaigns.pause(CampaignId)",
        (we, they) -> we.engine.campaigns().pause(we.actor, they.campaignToPause()));
    notFound(
        "Campaigns.resume(CampaignId)",
        (we, they) -> we.engine.campaigns().resume(we.actor, they.campaignToResume()));
    notFound(
        "Campaigns.cancel(CampaignId)",
        (we, they) -> we.engine.campaigns().cancel(we.actor, they.campaignToCancel()));
  }

  /** Conditions that name a member or a project. */
  private static SegmentDefinition owned(Sample they) {
    return new SegmentDefinition(
        new LeadCondition.Any(
            List.of(
                new LeadCondition.Owner(Set.of(they.member()), false),
                new LeadCondition.Project(Set.of(they.project(0)), false))));
  }

  private void segments() {
    own(
        "Segments.list(PageRequest)",
        (we, they) ->
            we.engine
                .segments()
                .list(we.actor, they.after(they.engine.segments().list(they.actor, one()))));
    notFound(
        "Segments.get(SegmentId)",
        (we, they) -> we.engine.segments().get(we.actor, they.segment()));
    nothing(
        "Segments.find(SegmentId)",
        (we, they) -> we.engine.segments().find(we.organizationId, they.segment()));
    nothing(
        "Segments.keep(SegmentId)",
        (we, they) -> we.engine.segments().keep(we.organizationId, they.segment()));
    nothing(
        "Segments.holds(SegmentId, LeadId)",
        (we, they) -> we.engine.segments().holds(we.organizationId, they.segment(), they.lead()));
    refused(
        "Segments.create(String, SegmentDefinition)",
        ErrorCode.INVALID,
        (we, they) -> we.engine.segments().create(we.actor, "Owned " + we.word(), owned(they)));
    notFound(
        "Segments.change(SegmentId, SegmentChange, long)",
        (we, they) ->
            we.engine
                .segments()
                .change(
                    we.actor,
                    they.segment(),
                    SegmentChange.none().name("Other " + we.word()),
                    they.segmentVersion()));
    refused(
        "Segments.change(SegmentId, SegmentChange, long)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .segments()
                .change(
                    we.actor,
                    we.segment(),
                    SegmentChange.none().definition(owned(they)),
                    we.segmentVersion()));
    nothing(
        "Segments.count(SegmentDefinition, LeadQuery)",
        (we, they) ->
            we.engine
                .segments()
                .count(we.actor, owned(they), LeadQuery.all().owner(they.member())));
    nothing(
        "Segments.leads(SegmentDefinition, LeadQuery, PageRequest)",
        (we, they) ->
            we.engine
                .segments()
                .leads(
                    we.actor,
                    owned(they),
                    LeadQuery.all().owner(they.member()),
                    PageRequest.first()));
    refused(
        "Segments.leads(SegmentDefinition, LeadQuery, PageRequest)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .segments()
                .leads(
                    we.actor,
                    Sample.EVERYBODY,
                    LeadQuery.all(),
                    they.after(
                        they.engine
                            .segments()
                            .leads(they.actor, Sample.EVERYBODY, LeadQuery.all(), one()))));
    notFound(
        "Segments.delete(SegmentId, long)",
        (we, they) -> did(() -> we.engine.segments().delete(we.actor, they.spareSegment(), 1)));

    own("SavedViews.list()", (we, they) -> we.engine.savedViews().list(we.actor));
    notFound(
        "SavedViews.get(SavedViewId)",
        (we, they) -> we.engine.savedViews().get(we.actor, they.view()));
    notFound(
        "SavedViews.create(ViewDraft)",
        (we, they) ->
            we.engine
                .savedViews()
                .create(we.actor, ViewDraft.of(ViewLook.of("New")).segment(they.segment())));
    refused(
        "SavedViews.create(ViewDraft)",
        ErrorCode.INVALID,
        (we, they) -> we.engine.savedViews().create(we.actor, ownedView(they)));
    notFound(
        "SavedViews.change(SavedViewId, ViewDraft, long)",
        (we, they) ->
            we.engine
                .savedViews()
                .change(
                    we.actor,
                    they.view(),
                    ViewDraft.of(ViewLook.of("Else")),
                    they.engine.savedViews().get(they.actor, they.view()).version()));
    notFound(
        "SavedViews.change(SavedViewId, ViewDraft, long)",
        (we, they) ->
            we.engine
                .savedViews()
                .change(
                    we.actor,
                    we.view(),
                    ViewDraft.of(ViewLook.of("Of a segment")).segment(they.segment()),
                    we.engine.savedViews().get(we.actor, we.view()).version()));
    refused(
        "SavedViews.change(SavedViewId, ViewDraft, long)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .savedViews()
                .change(
                    we.actor,
                    we.view(),
                    ownedView(they),
                    we.engine.savedViews().get(we.actor, we.view()).version()));
    notFound(
        "SavedViews.delete(SavedViewId)",
        (we, they) -> did(() -> we.engine.savedViews().delete(we.actor, they.spareView())));
  }

  /** Conditions on fields: who names those of others is refused. */
  private void segmentsOfFields() {
    refused(
        "Segments.create(String, SegmentDefinition)",
        ErrorCode.INVALID,
        (we, they) -> we.engine.segments().create(we.actor, "Field " + we.word(), fielded(they)));
    refused(
        "Segments.change(SegmentId, SegmentChange, long)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .segments()
                .change(
                    we.actor,
                    we.segment(),
                    SegmentChange.none().definition(fielded(they)),
                    we.segmentVersion()));
    refused(
        "Segments.count(SegmentDefinition, LeadQuery)",
        ErrorCode.INVALID,
        (we, they) -> we.engine.segments().count(we.actor, fielded(they), LeadQuery.all()));
    refused(
        "Segments.leads(SegmentDefinition, LeadQuery, PageRequest)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .segments()
                .leads(we.actor, fielded(they), LeadQuery.all(), PageRequest.first()));
    refused(
        "Segments.requireKnown(SegmentDefinition)",
        ErrorCode.INVALID,
        (we, they) -> did(() -> we.engine.segments().requireKnown(we.actor, fielded(they))));
    refused(
        "Segments.requireKnown(SegmentDefinition)",
        ErrorCode.INVALID,
        (we, they) -> did(() -> we.engine.segments().requireKnown(we.actor, owned(they))));
    refused(
        "BulkChanges.start(BulkTarget, BulkAction)",
        ErrorCode.INVALID,
        (we, they) -> we.engine.bulkChanges().start(we.actor, of(fielded(they)), TAGGED));
    refused(
        "BulkChanges.start(BulkTarget, BulkAction)",
        ErrorCode.INVALID,
        (we, they) -> we.engine.bulkChanges().start(we.actor, of(owned(they)), TAGGED));
    refused(
        "SavedViews.create(ViewDraft)",
        ErrorCode.INVALID,
        (we, they) -> we.engine.savedViews().create(we.actor, fieldedView(they)));
    refused(
        "SavedViews.change(SavedViewId, ViewDraft, long)",
        ErrorCode.INVALID,
        (we, they) ->
            we.engine
                .savedViews()
                .change(
                    we.actor,
                    we.view(),
                    fieldedView(they),
                    we.engine.savedViews().get(we.actor, we.view()).version()));
    refused(
        "SavedViews.create(ViewDraft)",
        ErrorCode.INVALID,
        (we, they) -> we.engine.savedViews().create(we.actor, columnView(they)));
  }

  private static final BulkAction TAGGED = new BulkAction.ChangeTags(Set.of("bulk"), Set.of());

  private static BulkTarget of(SegmentDefinition definition) {
    return new BulkTarget.Matching(LeadQuery.all()).where(definition);
  }

  /** Each comparison that is made of a text; other types have theirs in the same words. */
  private static SegmentDefinition fielded(Sample they) {
    return new SegmentDefinition(
        new LeadCondition.All(
            Stream.<FieldMatch>of(
                    new FieldMatch.Filled(),
                    new FieldMatch.Exactly("Value " + they.marker),
                    new FieldMatch.Beginning("val"))
                .<LeadCondition>map(
                    match -> new LeadCondition.Field(they.field(), FieldType.TEXT, match))
                .toList()));
  }

  private static ViewDraft fieldedView(Sample they) {
    return ViewDraft.of(
        new ViewLook("Fields", Map.of(), Optional.of(fielded(they)), List.of(), Optional.empty()));
  }

  private static ViewDraft columnView(Sample they) {
    return ViewDraft.of(
        new ViewLook(
            "Columns",
            Map.of(),
            Optional.empty(),
            List.of("name", "field:" + they.field()),
            Optional.empty()));
  }

  private static ViewDraft ownedView(Sample they) {
    return ViewDraft.of(
        new ViewLook("Owned", Map.of(), Optional.of(owned(they)), List.of(), Optional.empty()));
  }

  private void workflows() {
    own(
        "Workflows.create(WorkflowDraft)",
        (we, they) ->
            we.engine
                .workflows()
                .create(
                    we.actor,
                    WorkflowDraft.of(
                        "Third",
                        Trigger.on(TriggerType.MESSAGE_RECEIVED),
                        new Action.Notify("x"))));
    own(
        "Workflows.list(PageRequest)",
        (we, they) ->
            we.engine
                .workflows()
                .list(we.actor, they.after(they.engine.workflows().list(they.actor, one()))));
    notFound(
        "Workflows.get(WorkflowId)",
        (we, they) -> we.engine.workflows().get(we.actor, they.workflow()));
    notFound(
        "Workflows.update(WorkflowId, WorkflowChange, long)",
        (we, they) ->
            we.engine
                .workflows()
                .update(we.actor, they.workflow(), WorkflowChange.none().active(false), 1));
    notFound(
        "Workflows.runs(WorkflowId, PageRequest)",
        (we, they) -> we.engine.workflows().runs(we.actor, they.workflow(), PageRequest.first()));
    own(
        "Workflows.runs(WorkflowId, PageRequest)",
        (we, they) ->
            we.engine
                .workflows()
                .runs(
                    we.actor,
                    we.workflow(),
                    they.after(they.engine.workflows().runs(they.actor, they.workflow(), one()))));
  }

  private void deliveries() {
    nothing(
        "Deliveries.list(DeliveryFilter, PageRequest)",
        (we, they) ->
            we.engine
                .deliveries()
                .list(we.actor, DeliveryFilter.ALL.by(they.account()), PageRequest.first()));
    nothing(
        "Deliveries.list(DeliveryFilter, PageRequest)",
        (we, they) ->
            we.engine
                .deliveries()
                .list(
                    we.actor,
                    DeliveryFilter.ALL.to(they.leadUuid()).in(DispatchState.UNKNOWN),
                    PageRequest.first()));
    nothing(
        "Deliveries.list(DeliveryFilter, PageRequest)",
        (we, they) ->
            we.engine
                .deliveries()
                .list(we.actor, DeliveryFilter.ALL.of(they.sentUuid()), PageRequest.first()));
    for (DeliveryFilter filter :
        List.of(
            DeliveryFilter.ALL,
            DeliveryFilter.ALL.in(DispatchState.UNKNOWN),
            DeliveryFilter.ALL.failed(ErrorKind.REFUSED.name()))) {
      own(
          "Deliveries.list(DeliveryFilter, PageRequest)",
          (we, they) ->
              we.engine
                  .deliveries()
                  .list(
                      we.actor,
                      filter,
                      they.after(
                          they.engine.deliveries().list(they.actor, DeliveryFilter.ALL, one()))));
    }
    notFound(
        "Deliveries.get(DispatchId)",
        (we, they) -> we.engine.deliveries().get(we.actor, they.doubt(0).dispatchId()));
    own(
        "Deliveries.undecided(PageRequest)",
        (we, they) ->
            we.engine
                .deliveries()
                .undecided(
                    we.actor, they.after(they.engine.deliveries().undecided(they.actor, one()))));
    notFound(
        "Deliveries.decide(Doubt, DoubtDecision)",
        (we, they) ->
            we.engine.deliveries().decide(we.actor, they.doubt(0), DoubtDecision.ARRIVED));
    notFound(
        "Deliveries.decide(Doubt, DoubtDecision)",
        (we, they) ->
            we.engine.deliveries().decide(we.actor, they.doubt(1), DoubtDecision.GIVE_UP));
    own(
        "Deliveries.decideAll(List, DoubtDecision)",
        (we, they) ->
            we.engine
                .deliveries()
                .decideAll(we.actor, List.of(they.doubt(2)), DoubtDecision.GIVE_UP)
                .done());
  }

  private void suppressionList() {
    own(
        "SuppressionList.list(PageRequest)",
        (we, they) ->
            we.engine
                .suppressionList()
                .list(we.actor, they.after(they.engine.suppressionList().list(they.actor, one()))));
    nothing(
        "SuppressionList.find(String)",
        (we, they) -> we.engine.suppressionList().find(we.actor, they.suppressed(0)));
    own(
        "SuppressionList.add(String, String)",
        (we, they) -> we.engine.suppressionList().add(we.actor, "SMS", they.suppressed(1)));
    own(
        "SuppressionList.addAll(String, String)",
        (we, they) -> we.engine.suppressionList().addAll(we.actor, "SMS", they.suppressed(2)));
    notFound(
        "SuppressionList.remove(String, String, LiftReason)",
        (we, they) ->
            did(() ->
                we.engine
                    .suppressionList()
                    .remove(
                        we.actor,
                        SampleChannel.CHANNEL,
                        they.suppressionKey(3),
                        LiftReason.MISTAKE)));
    own(
        "Suppressions.suppressAll(String, Collection, String)",
        (we, they) ->
            we.engine
                .suppressions()
                .suppressAll(we.actor, "SMS", List.of("all-" + they.marker), "Asked")
                .size());
    own(
        "Suppressions.liftOne(String, String, Changes)",
        (we, they) ->
            we.engine
                .suppressions()
                .liftOne(
                    we.actor,
                    "SMS",
                    "all-" + they.marker,
                    Changes.NONE.with("liftedFor", null, "MISTAKE")));
    own(
        "Suppressions.list(PageRequest)",
        (we, they) ->
            we.engine
                .suppressions()
                .list(
                    we.organizationId,
                    they.after(they.engine.suppressions().list(they.organizationId, one()))));
  }

  private void noticesAndFigures() {
    own(
        "Notices.list(PageRequest)",
        (we, they) ->
            we.engine
                .notices()
                .list(we.actor, they.after(they.engine.notices().list(they.actor, one()))));
    own("Notices.unread()", (we, they) -> we.engine.notices().unread(we.actor));
    notFound(
        "Notices.raiseFor(MemberId, String, Optional, String)",
        (we, they) ->
            we.engine
                .notices()
                .raiseFor(we.actor, they.member(), "Look", Optional.empty(), "for-" + we.marker));
    unstorable(
        "Notices.raiseFor(MemberId, String, Optional, String)",
        (we, they) ->
            we.engine
                .notices()
                .raiseFor(
                    we.actor,
                    we.member(),
                    "Look",
                    Optional.of(they.leadUuid()),
                    "about-" + we.marker));
    notFound(
        "Notices.markRead(NoticeId)",
        (we, they) -> did(() -> we.engine.notices().markRead(we.actor, they.notice())));
    unstorable(
        "Notices.raise(String, Optional, String)",
        (we, they) ->
            we.engine
                .notices()
                .raise(we.actor, "Look", Optional.of(they.leadUuid()), "probe-of-a-lead"));
    own(
        "Notices.raise(String, Optional, String)",
        (we, they) ->
            we.engine.notices().raise(we.actor, "Look", Optional.empty(), "cause-" + they.marker));

    own("Dashboard.overview(int)", (we, they) -> we.engine.dashboard().overview(we.actor, 30));
  }

  /** Last, because our own log holds what is told here from then on. */
  private void toldToTheLog() {
    own(
        "Events.append(DomainEvent)",
        (we, they) -> appending(we, () -> we.engine.events().append(we.actor, statusChange(they))));
    own(
        "Events.append(DomainEvent, Changes)",
        (we, they) ->
            appending(
                we,
                () ->
                    we.engine
                        .events()
                        .append(
                            we.actor,
                            statusChange(they),
                            Changes.NONE.with("status", "NEW", "CONTACTED"))));
  }
}
