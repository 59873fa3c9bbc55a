package io.mce.isolation;

import static io.mce.isolation.Sample.one;

import io.mce.audit.AuditQuery;
import io.mce.campaign.CampaignDraft;
import io.mce.campaign.Step;
import io.mce.channel.Purpose;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.event.Changes;
import io.mce.event.RecordedEvent;
import io.mce.ingestion.ImportRequest;
import io.mce.ingestion.ImportTerms;
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
import io.mce.lead.LeadOutcome;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.lead.LeadStatusChanged;
import io.mce.lead.ScoreReason;
import io.mce.organization.MemberChange;
import io.mce.organization.OrganizationChange;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.privacy.ConsentDraft;
import io.mce.privacy.ConsentStatus;
import io.mce.privacy.ErasureReason;
import io.mce.provider.ProviderAccountChange;
import io.mce.provider.ProviderAccountDraft;
import io.mce.setup.SetupStep;
import io.mce.spi.Address;
import io.mce.spi.MessageIn;
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
    probes.events();
    probes.audit();
    probes.keys();
    probes.privacy();
    probes.providers();
    probes.leads();
    probes.merges();
    probes.ingestion();
    probes.scoringAndAssignment();
    probes.conversations();
    probes.campaigns();
    probes.workflows();
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
        "Leads.audience(Audience, Optional, int)",
        (we, they) ->
            we.engine.leads().audience(we.organizationId, tagged(they), Optional.empty(), 100));
    own(
        "Leads.audience(Audience, Optional, int)",
        (we, they) ->
            we.engine
                .leads()
                .audience(we.organizationId, Audience.everyone(), Optional.of(they.lead()), 100));
    nothing(
        "Leads.audienceCount(Audience)",
        (we, they) -> we.engine.leads().audienceCount(we.organizationId, tagged(they)));
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
        Map.of());
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
        "A place in the list is the id of a lead, and only rows of the import that is named follow.");
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
  }

  private void conversations() {
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
        "Campaigns.audienceSize(Audience)",
        (we, they) -> we.engine.campaigns().audienceSize(we.actor, tagged(they)));
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

  private void noticesAndFigures() {
    own(
        "Notices.list(PageRequest)",
        (we, they) ->
            we.engine
                .notices()
                .list(we.actor, they.after(they.engine.notices().list(they.actor, one()))));
    own("Notices.unread()", (we, they) -> we.engine.notices().unread(we.actor));
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
