package io.mce.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.approval.StatusRequestId;
import io.mce.approval.StatusRule;
import io.mce.approval.StatusRules;
import io.mce.assignment.AssignmentCondition;
import io.mce.assignment.AssignmentPlan;
import io.mce.assignment.AssignmentRule;
import io.mce.assignment.AvailabilityChange;
import io.mce.bulk.BulkAction;
import io.mce.bulk.BulkChangeId;
import io.mce.bulk.BulkTarget;
import io.mce.campaign.CampaignDraft;
import io.mce.campaign.CampaignId;
import io.mce.campaign.Step;
import io.mce.channel.DailyCap;
import io.mce.channel.Doubt;
import io.mce.channel.Purpose;
import io.mce.channel.RoutingPolicy;
import io.mce.channel.SendingRules;
import io.mce.conversation.ConversationId;
import io.mce.conversation.MessageId;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.event.DeadLetter;
import io.mce.event.RecordedEvent;
import io.mce.field.CustomFieldDraft;
import io.mce.field.CustomFieldId;
import io.mce.field.FieldType;
import io.mce.ingestion.DeliveryId;
import io.mce.ingestion.HeldDelivery;
import io.mce.ingestion.HookSignature;
import io.mce.ingestion.ImportId;
import io.mce.ingestion.ImportRequest;
import io.mce.ingestion.ImportTerms;
import io.mce.ingestion.LeadSource;
import io.mce.ingestion.LeadSourceDraft;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Parsed;
import io.mce.kernel.Permission;
import io.mce.lead.Audience;
import io.mce.lead.Lead;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadMergeId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadStatus;
import io.mce.lead.MergePolicy;
import io.mce.lead.MergeStrategy;
import io.mce.lead.MergeSuggestionId;
import io.mce.lead.SameEmail;
import io.mce.note.NoteDraft;
import io.mce.note.NoteId;
import io.mce.note.NoteKind;
import io.mce.note.NoteOutcome;
import io.mce.notification.NoticeId;
import io.mce.organization.ApiKeyId;
import io.mce.organization.BusinessHours;
import io.mce.organization.InvitationId;
import io.mce.organization.IssuedApiKey;
import io.mce.organization.IssuedInvitation;
import io.mce.organization.Member;
import io.mce.organization.MemberId;
import io.mce.organization.OrganizationChange;
import io.mce.organization.QuietHours;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.privacy.ConsentDraft;
import io.mce.privacy.ConsentStatus;
import io.mce.privacy.RetentionRule;
import io.mce.project.ProjectDraft;
import io.mce.project.ProjectId;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccountDraft;
import io.mce.scoring.ScoringRule;
import io.mce.scoring.ScoringRules;
import io.mce.segment.SavedViewId;
import io.mce.segment.SegmentDefinition;
import io.mce.segment.SegmentId;
import io.mce.segment.ViewDraft;
import io.mce.segment.ViewLook;
import io.mce.setup.SetupStep;
import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.WebhookRequest;
import io.mce.testing.MceExtension;
import io.mce.workflow.Action;
import io.mce.workflow.Condition;
import io.mce.workflow.Trigger;
import io.mce.workflow.TriggerType;
import io.mce.workflow.WorkflowDraft;
import io.mce.workflow.WorkflowId;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * An organization with some of everything. Each text in it carries its marker, so that a single
 * word of it in another organization's hands is seen. What it gives away by its methods is
 * remembered: a probe that forgets to offer an id is found that way.
 */
final class Sample {

  /** The same in every sample, as two agencies may well know the same person. */
  static final String SHARED_PHONE = "+5511987654321";

  /** Fails on every event, so that there are dead letters. */
  static final String DEAF = "deaf";

  /** Conditions that hold of every lead. */
  static final SegmentDefinition EVERYBODY =
      SegmentDefinition.of(
          Map.of(
              "version",
              1,
              "any",
              List.of(
                  Map.of("score", Map.of("min", 0)),
                  Map.of("phone", Map.of("known", true)),
                  Map.of("doNotContact", Map.of("channel", "SMS")),
                  Map.of("activity", Map.of("kind", "RECEIVED", "atLeast", 1, "days", 14)))));

  /** Follows all events, as a host would. */
  static final String LISTENER = "listener";

  static final int RETENTION_DAYS = 300;

  private static final int NOTES = 3;

  /** The number of the first lead that is deleted and waits in the archive. */
  private static final int ARCHIVED = 8;

  final String marker;
  final MceEngine engine;
  final SampleChannel channel;
  final Actor actor;
  final OrganizationId organizationId;

  private final Set<Class<?>> given = new LinkedHashSet<>();

  /** A whole file in one piece. */
  static final byte[] PIECE = "name,phone\nx,12\n".getBytes(StandardCharsets.UTF_8);

  private final Set<String> givenIds = new LinkedHashSet<>();

  private final List<LeadId> leads = new ArrayList<>();
  private final List<MemberId> members = new ArrayList<>();
  private final List<CampaignId> drafts = new ArrayList<>();
  private final LeadId changing;
  private final LeadId deletable;
  private final CustomFieldId field;
  private final LeadMergeId merge;
  private final List<LeadId> mergeable = new ArrayList<>();
  private final List<NoteId> notes = new ArrayList<>();
  private final List<StatusRequestId> statusRequests = new ArrayList<>();
  private final AccountId account;
  private final AccountId leadAccount;
  private final String accountKey;
  private final IssuedApiKey key;
  private final ApiKeyId revocable;
  private final IssuedInvitation invitation;
  private final InvitationId withdrawable;
  private final ImportId imported;
  private final ImportId toUndo;
  private final ImportId uploading;
  private final List<ImportId> drafted = new ArrayList<>();
  private final ImportId paused;
  private final List<ProjectId> projects = new ArrayList<>();
  private final List<LeadId> bulkLeads = new ArrayList<>();
  private final List<BulkChangeId> bulkChanges = new ArrayList<>();
  private final LeadSource source;
  private final List<DeliveryId> held;
  private final SegmentId segment;
  private final SegmentId spareSegment;
  private final SavedViewId view;
  private final SavedViewId spareView;
  private final CampaignId sent;
  private final CampaignId toPause;
  private final CampaignId toResume;
  private final CampaignId toCancel;
  private final WorkflowId workflow;
  private final ConversationId conversation;
  private final MessageId message;
  private final List<Doubt> doubts = new ArrayList<>();
  private final NoticeId notice;
  private final DeadLetter letter;

  private Sample(MceExtension mce, SampleChannel channel, String marker, int shift) {
    this.marker = marker;
    this.channel = channel;
    this.engine = mce.engine();
    organizationId = engine.organizations().ensure("key-" + marker, "Acme " + marker).id();
    actor = Actor.system(organizationId, "host-" + marker).from("from-" + marker);
    for (int i = 0; i < shift; i++) {
      engine.notices().raise(actor, "Shift " + marker, Optional.empty(), "shift-" + marker + i);
    }
    engine
        .organizations()
        .update(
            actor,
            OrganizationChange.none()
                .withBusinessHours(
                    new BusinessHours(
                        Map.of(DayOfWeek.MONDAY, List.of(BusinessHours.Span.of("09:00", "17:00")))))
                .withQuietHours(QuietHours.of("12:00", "12:30")),
            1);
    engine.setup().skip(actor, SetupStep.values()[0]);
    for (Role role : List.of(Role.OWNER, Role.OWNER, Role.REP, Role.MANAGER)) {
      members.add(
          engine.members().add(actor, userId(members.size()), role + " " + marker, role).id());
    }
    ProviderAccount created =
        engine
            .providerAccounts()
            .create(
                actor,
                new ProviderAccountDraft(
                    SampleChannel.ID,
                    "Line " + marker,
                    Map.of("token", "token-" + marker, "note", "Note " + marker)));
    account = created.id();
    leadAccount =
        engine
            .providerAccounts()
            .create(
                actor,
                new ProviderAccountDraft(
                    SampleLeads.ID, "Sheet " + marker, Map.of("name", "Polled " + marker)))
            .id();
    engine
        .sendingLimits()
        .change(
            actor,
            SendingRules.NONE.withDaily(new DailyCap(Optional.of(90_000), List.of(80_000))),
            0);
    accountKey = created.webhookKey();
    channel.remember(account.value(), "session-" + marker, "state " + marker);
    key = apiKey();
    revocable = apiKey().key().id();
    invitation = invite(email("joins"));
    withdrawable = invite(parsed("withdrawn@" + marker + ".example.com")).invitation().id();
    source = engine.leadSources().create(actor, LeadSourceDraft.of(sourceName()));
    LeadSource signing =
        engine
            .leadSources()
            .create(
                actor,
                LeadSourceDraft.signed("Fair " + marker, HookSignature.HUB, "secret-" + marker));
    for (String who : List.of("Ana", "Bea", "Carla")) {
      assertThatThrownBy(() ->
              engine
                  .leadHooks()
                  .receive(
                      signing.key(),
                      delivery(
                          "{\"name\":\"%s %s\",\"email\":\"%s@held.%s.example.com\"}"
                              .formatted(who, marker, who, marker))))
          .isInstanceOf(MceException.class);
    }
    held =
        engine.leadHooks().held(actor, PageRequest.first()).items().stream()
            .map(HeldDelivery::id)
            .toList();
    workflow = workflows();
    for (int i = 0; i < 3; i++) {
      projects.add(
          engine
              .projects()
              .create(
                  actor,
                  ProjectDraft.of("P" + i + "-" + marker, "Project " + marker)
                      .location("Road " + marker))
              .id());
    }
    leads.add(capture("Ana", SHARED_PHONE));
    engine
        .leadHooks()
        .receive(
            source.key(),
            delivery("{\"name\":\"Form %s\",\"phone\":\"%s\"}".formatted(marker, SHARED_PHONE)));
    for (int i = 1; i <= 10; i++) {
      leads.add(capture("Bo" + i, "+5511912345%d%02d".formatted(shift, i)));
    }
    assignment();
    approvals();
    routing();
    engine.scoringPolicies().change(actor, scoring("Fair " + marker), 0);
    changing = leads.get(3);
    deletable = leads.get(5);
    mce.runDue();
    suppress();
    imported = imports(mce);
    toUndo = updating();
    mce.runDue();
    uploading = engine.imports().open(actor, "upload-" + marker + ".csv", PIECE.length).id();
    for (int i = 0; i < 3; i++) {
      drafted.add(draftedNow());
    }
    paused = startedNow();
    engine.imports().pause(actor, paused);
    field = customField();
    for (int i = 1; i <= 2; i++) {
      bulkLeads.add(capture("Many" + i, "+5511912346%d%02d".formatted(shift, i)));
    }
    for (int i = 0; i < 3; i++) {
      bulkChanges.add(bulkChangedNow());
      mce.runDue();
    }
    engine.bulkChanges().undo(actor, bulkChanges.getLast());
    mce.runDue();
    bulkChanges.add(bulkChangedNow());
    merge = merges();
    segment = segment("Segment");
    spareSegment = segment("Spare segment");
    view = view("View");
    spareView = view("Spare view");
    engine
        .campaigns()
        .create(actor, CampaignDraft.of("Of a segment " + marker, Step.now("Hi")).in(segment));
    sent = campaign("Sent");
    toPause = campaign("To pause");
    toResume = campaign("To resume");
    toCancel = campaign("To cancel");
    for (CampaignId each : List.of(sent, toPause, toResume, toCancel)) {
      engine.campaigns().start(actor, each);
    }
    mce.runDue();
    engine.campaigns().pause(actor, toResume);
    for (int i = 0; i < 2; i++) {
      drafts.add(campaign("Draft"));
    }
    message = talk(mce);
    doubts(mce);
    privacy();
    conversation =
        engine.conversations().list(actor, PageRequest.first()).items().stream()
            .filter(each -> each.leadId().equals(leads.get(0)))
            .findFirst()
            .orElseThrow()
            .id();
    strayEvents(mce);
    engine.notices().raise(actor, "Note this " + marker, Optional.empty(), "cause-" + marker);
    mce.runDue();
    notice = engine.notices().list(actor, PageRequest.first()).items().getFirst().id();
    letter =
        engine.events().deadLetters(actor, PageRequest.first()).items().stream()
            .filter(each -> each.subscriber().equals(DEAF))
            .findFirst()
            .orElseThrow();
    given.clear();
    givenIds.clear();
  }

  /**
   * Fills an organization.
   *
   * @param shift by how many its events are further on than those of a sample without; below 10,
   *     and another one for each sample
   */
  static Sample create(MceExtension mce, SampleChannel channel, String marker, int shift) {
    return new Sample(mce, channel, marker, shift);
  }

  /** Has to be called once before samples are made: who hears what happens in all of them. */
  static void listen(MceEngine engine) {
    engine
        .events()
        .subscribe(
            DEAF,
            LeadCaptured.class,
            event -> {
              throw new IllegalStateException("deaf");
            });
    engine.events().subscribeAll(LISTENER, event -> {});
  }

  private IssuedApiKey apiKey() {
    return engine
        .apiKeys()
        .create(actor, "Key " + marker, Set.of(Permission.LEAD_READ), Optional.empty());
  }

  private IssuedInvitation invite(EmailAddress email) {
    return engine.invitations().invite(actor, email, Role.REP);
  }

  private WorkflowId workflows() {
    WorkflowId first =
        engine
            .workflows()
            .create(
                actor,
                WorkflowDraft.of(
                        "Tell us " + marker,
                        Trigger.on(TriggerType.LEAD_CREATED),
                        new Action.Notify("New lead for " + marker + ": {{lead_name}}"))
                    .when(
                        new Condition(
                            Condition.Field.SOURCE, Condition.Op.CONTAINS, "Fair " + marker)))
            .id();
    engine
        .workflows()
        .create(
            actor,
            WorkflowDraft.of(
                "Answer " + marker,
                Trigger.on(TriggerType.MESSAGE_RECEIVED),
                new Action.UpdateScore(5, "Wrote to " + marker)));
    return first;
  }

  private LeadId capture(String who, String phone) {
    LeadDraft draft =
        LeadDraft.of(who + " " + marker, phone)
            .email(who + "@" + marker + ".example.com")
            .company("Company " + marker)
            .externalId("crm-" + marker + who)
            .tags(Set.of("tag-" + marker))
            .project(projects.get(0).toString())
            .metadata(Map.of("Field " + marker, "Value " + marker));
    return engine.intake().take(actor, draft, SourceId.of("Fair " + marker)).leadId().orElseThrow();
  }

  static AssignmentPlan plan(String rule, MemberId member) {
    return new AssignmentPlan(
        AssignmentPlan.Policy.ROUND_ROBIN,
        AssignmentPlan.Order.OLDEST_FIRST,
        Optional.of(member),
        List.of(
            new AssignmentRule(
                rule,
                List.of(
                    new AssignmentCondition(
                        AssignmentCondition.Field.SOURCE, Optional.empty(), List.of(rule))),
                List.of(member))));
  }

  static ScoringRules scoring(String source) {
    ScoringRule ofSource =
        new ScoringRule(
            ScoringRule.When.SOURCE,
            Optional.empty(),
            List.of(source),
            Optional.empty(),
            Optional.empty(),
            10,
            Optional.empty());
    ScoringRule active =
        new ScoringRule(
            ScoringRule.When.ACTIVE,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            20,
            Optional.of(Duration.ofDays(7)));
    return new ScoringRules(List.of(ofSource, active), Map.of());
  }

  /** Rules, hours and a decision by hand, which change nothing for the leads that come. */
  private void assignment() {
    engine.assignmentPlans().change(actor, plan("Rule " + marker, members.get(2)), 0);
    engine
        .availabilities()
        .change(
            actor,
            members.get(2),
            AvailabilityChange.none().goAway().capacity(1_000).backup(Optional.of(members.get(0))),
            0);
    LeadDraft draft = LeadDraft.of("Fay " + marker, "+5521912345091").source("Rule " + marker);
    engine.intake().take(actor, draft, SourceId.of("Fair " + marker));
    engine.availabilities().change(actor, members.get(2), AvailabilityChange.none().comeBack(), 1);
    engine.assignments().assignTo(actor, leads.get(1), Optional.of(members.get(2)));
  }

  /** A status that only some may give, and what who may not asked for. */
  private void routing() {
    engine.routing().change(actor, new RoutingPolicy(List.of(marker), List.of(account), true), 0);
  }

  private void approvals() {
    engine
        .statusRequests()
        .changeRules(
            actor,
            new StatusRules(
                List.of(
                    new StatusRule(Optional.empty(), LeadStatus.CONVERTED, Set.of(Role.MANAGER)))),
            0);
    engine.statusRequests().refuse(actor, ask(leads.get(10)), Optional.of("Not before " + marker));
    for (int lead : List.of(6, 7, 10)) {
      statusRequests.add(ask(leads.get(lead)));
    }
  }

  private StatusRequestId ask(LeadId leadId) {
    return engine
        .statusRequests()
        .request(rep(), leadId, LeadStatus.CONVERTED, "Signed with " + marker)
        .id();
  }

  /** A member who may not give every status. */
  Actor rep() {
    return Actor.member(organizationId, members.get(2).toString(), Role.REP.permissions());
  }

  /** One of three requests that are open, each about another lead. */
  StatusRequestId statusRequest(int number) {
    return give(statusRequests.get(number));
  }

  private void suppress() {
    engine
        .suppressions()
        .suppress(actor, SampleChannel.CHANNEL, "match-" + marker, "Asked for it, " + marker);
    engine.suppressions().suppress(actor, "*", "other-" + marker, "Asked for it, " + marker);
    engine.leads().changeOwner(actor, leads.get(0), Optional.of(members.get(0)));
    Lead lead = engine.leads().get(actor, leads.get(1));
    engine
        .leads()
        .update(
            actor,
            lead.id(),
            LeadChange.none().tags(Set.of("second-" + marker, "tag-" + marker)),
            lead.version());
  }

  /** A field, and a lead with a value of it. */
  private CustomFieldId customField() {
    CustomFieldId id =
        engine
            .customFields()
            .create(actor, CustomFieldDraft.of("Field " + marker, FieldType.TEXT))
            .id();
    Lead lead = engine.leads().get(actor, leads.get(2));
    engine
        .leads()
        .update(
            actor,
            lead.id(),
            LeadChange.none()
                .metadata(Map.of("field_" + marker.toLowerCase(Locale.ROOT), "Value " + marker)),
            lead.version());
    return id;
  }

  /** A custom field. */
  CustomFieldId field() {
    return give(field);
  }

  /** A merge that was undone and one that holds, of leads that are in nothing else. */
  private LeadMergeId merges() {
    LeadId survivor = capture("Survivor", "+5521912345011");
    LeadId merged = capture("Merged", "+5521912345021");
    engine.notes().write(actor, merged, NoteDraft.of(NoteKind.NOTE, "Merged " + marker));
    ask(merged);
    LeadMergeId first = engine.leadMerges().merge(actor, survivor, merged, Map.of()).id();
    engine.leadMerges().unmerge(actor, first);
    engine
        .mergePolicies()
        .change(
            actor,
            new MergePolicy(
                Map.of("metadata.Field " + marker, MergeStrategy.NEWEST), SameEmail.SUGGEST),
            0);
    // Eight in all, for four members who take leads in turn: whose turn is next stays the same.
    for (int i = 0; i < 6; i++) {
      mergeable.add(capture("Mergeable" + i, "+552191234503" + i));
    }
    return engine.leadMerges().merge(actor, survivor, merged, Map.of()).id();
  }

  /** A lead that nothing is done with but merging. */
  LeadId mergeable(int number) {
    return give(mergeable.get(number));
  }

  /** Two leads that may be one person. */
  MergeSuggestionId suggestion() {
    return give(engine.mergeSuggestions().list(actor, PageRequest.first()).items().getLast().id());
  }

  /** A merge that holds. */
  LeadMergeId merge() {
    return give(merge);
  }

  private void privacy() {
    LeadId lead = leads.get(0);
    for (ConsentStatus status : List.of(ConsentStatus.GRANTED, ConsentStatus.DENIED)) {
      engine
          .consents()
          .record(
              actor, lead.value(), ConsentDraft.of("MARKETING", "SMS", status, "Fair " + marker));
    }
    engine.doNotContact().set(actor, lead, "SMS");
    for (int i = 0; i < 4; i++) {
      engine.suppressionList().add(actor, SampleChannel.CHANNEL, suppressed(i));
    }
    for (int i = 0; i < NOTES; i++) {
      NoteDraft draft = NoteDraft.of(NoteKind.CALL, "Note %d of %s".formatted(i, marker));
      notes.add(engine.notes().write(actor, lead, draft.outcome(NoteOutcome.ANSWERED)).id());
    }
    engine.retention().change(actor, Map.of(retentionKind(), OptionalInt.of(RETENTION_DAYS)), 0);
    engine.leads().deleteAll(actor, List.of(leads.get(ARCHIVED), leads.get(ARCHIVED + 1)));
  }

  /** One of four addresses that are not written to. */
  String suppressed(int number) {
    return "gone%d.%s@example.com".formatted(number, marker);
  }

  /** What stands for such an address. */
  String suppressionKey(int number) {
    return engine.suppressionList().find(actor, suppressed(number)).getFirst().key();
  }

  /** One of three notes about the first lead. */
  NoteId note(int number) {
    return give(notes.get(number));
  }

  /** A kind of data that an organization may keep for {@link #RETENTION_DAYS}. */
  String retentionKind() {
    return engine.retention().get(actor).rules().stream()
        .map(RetentionRule::kind)
        .filter(kind -> !kind.isFixed())
        .findFirst()
        .orElseThrow()
        .name();
  }

  private ImportId imports(MceExtension mce) {
    ImportId first = null;
    for (int i = 0; i < 2; i++) {
      String text =
          "name,phone,email\nImported %s,12,\nOther %s,13,\nGood %s,,good%d@%s.example.com\n"
              .formatted(marker, marker, marker, i, marker);
      ImportId id =
          engine
              .imports()
              .start(
                  actor,
                  ImportRequest.of(marker + i + ".csv"),
                  new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
              .id();
      first = first == null ? id : first;
    }
    mce.runDue();
    assertThat(first).isNotNull();
    return first;
  }

  /** Says something new about leads that an import created. */
  private ImportId updating() {
    ImportId id =
        upload(
            "name,email,company\nGood %s,good0@%s.example.com,Sun %s\n"
                .formatted(marker, marker, marker));
    engine.imports().start(actor, id, ImportTerms.USUAL);
    return id;
  }

  private ImportId upload(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    ImportId id = engine.imports().open(actor, marker + "-draft.csv", content.length).id();
    engine.imports().append(actor, id, 0, content);
    return id;
  }

  /** Starts a change of leads of which one cannot be changed. */
  BulkChangeId bulkChangedNow() {
    BulkChangeId id =
        engine
            .bulkChanges()
            .start(
                actor,
                new BulkTarget.Chosen(bulkLeads),
                new BulkAction.SetCompany(Optional.of("Many " + bulkChanges.size() + " " + marker)))
            .id();
    Lead lead = engine.leads().get(actor, bulkLeads.getFirst());
    engine
        .leads()
        .update(
            actor,
            lead.id(),
            LeadChange.none().company("By hand " + bulkChanges.size() + " " + marker),
            lead.version());
    return id;
  }

  private ImportId draftedNow() {
    return upload("name,phone\nDrafted " + marker + ",12\n");
  }

  /** Starts an import that nothing was taken of yet. */
  ImportId startedNow() {
    ImportId id = draftedNow();
    engine.imports().start(actor, id, ImportTerms.USUAL);
    return id;
  }

  ImportId uploadingImport() {
    return give(uploading);
  }

  /** A file that was not started; a probe that starts or forgets one has its own. */
  ImportId draft(int number) {
    return give(drafted.get(number));
  }

  ImportId pausedImport() {
    return give(paused);
  }

  ProjectId project(int number) {
    return give(projects.get(number));
  }

  BulkChangeId bulkChange() {
    return give(bulkChanges.get(0));
  }

  BulkChangeId undoableBulkChange() {
    return give(bulkChanges.get(1));
  }

  BulkChangeId openBulkChange() {
    return give(bulkChanges.getLast());
  }

  ImportId undoableImport() {
    return give(toUndo);
  }

  /** Begins an import whose file is not read yet. */
  void startImport() {
    engine
        .imports()
        .start(
            actor,
            ImportRequest.of("waiting.csv"),
            new ByteArrayInputStream("name,phone\nx,12\n".getBytes(StandardCharsets.UTF_8)));
  }

  private SegmentId segment(String name) {
    return engine.segments().create(actor, name + " " + marker, EVERYBODY).id();
  }

  private SavedViewId view(String name) {
    return engine
        .savedViews()
        .create(
            actor, ViewDraft.of(ViewLook.of(name + " " + marker)).segment(segment).forEverybody())
        .id();
  }

  private CampaignId campaign(String name) {
    return engine
        .campaigns()
        .create(
            actor,
            CampaignDraft.of(
                    name + " " + marker,
                    Step.now("Hi {{lead_name}}, from " + marker),
                    Step.after(Duration.ofDays(30), "Still there? " + marker))
                .to(new Audience(Set.of(), Set.of(), Set.of("tag-" + marker)))
                .by(account))
        .id();
  }

  private MessageId talk(MceExtension mce) {
    MessageId id =
        engine
            .conversations()
            .send(
                actor,
                SendMessage.of(
                    leads.get(0),
                    "A word from " + marker,
                    Purpose.HUMAN,
                    Sender.human(members.get(0).toString(), "Rep " + marker),
                    "dedup-" + marker))
            .id();
    mce.runDue();
    channel.emit(
        account.value(),
        MessageIn.text(
            "in-" + marker, mce.clock().instant(), Address.phone(SHARED_PHONE), "Hello " + marker));
    mce.runDue();
    return id;
  }

  /** Messages of which nobody knows whether the carrier has them. */
  private void doubts(MceExtension mce) {
    for (int i = 0; i < 4; i++) {
      // A word in between: several lost answers in a row would give the account a pause.
      for (String text : List.of("To " + marker + ": answer OUTCOME_UNKNOWN", "So, " + marker)) {
        engine
            .conversations()
            .send(
                actor,
                SendMessage.of(
                    leads.get(0),
                    text,
                    Purpose.HUMAN,
                    Sender.human(members.get(0).toString(), "Rep " + marker),
                    "doubt-" + text + i));
        mce.runDue();
      }
    }
    engine.deliveries().undecided(actor, PageRequest.first()).items().stream()
        .map(each -> each.delivery().dispatch())
        .map(dispatch -> new Doubt(dispatch.id(), dispatch.attempts()))
        .forEach(doubts::add);
    if (doubts.size() < 4) {
      throw new IllegalStateException("there are " + doubts.size() + " doubts only");
    }
  }

  /** One of four messages of unknown outcome. */
  Doubt doubt(int number) {
    Doubt doubt = doubts.get(number);
    return new Doubt(give(doubt.dispatchId()), doubt.attempt());
  }

  /** The id of a campaign that wrote, where a lower feature only knows a UUID. */
  UUID sentUuid() {
    return give(sent.value());
  }

  /** A receipt for a message that nobody sent, and events that nobody can read. */
  private void strayEvents(MceExtension mce) {
    channel.emit(
        account.value(),
        Receipt.failed(
            "unsent-" + marker,
            ProviderException.of(ErrorKind.REFUSED, "No " + marker).detail(),
            mce.clock().instant()));
    mce.runDue();
    for (int i = 0; i < 2; i++) {
      channel.emit(
          account.value(),
          Receipt.of("broken-" + marker + i, ReceiptStatus.SENT, mce.clock().instant()));
    }
    EngineParts.part(engine, Database.class)
        .runInOrganization(
            organizationId,
            transaction ->
                transaction
                    .update(
                        """
                        update mce_received_event set payload_sealed = 'broken'
                        where organization_id = :organizationId and state = 'RECEIVED'
                        """)
                    .execute());
    mce.runDue();
  }

  /** The id of the event that could not be read. */
  String unreadableEvent() {
    return "receipt:broken-" + marker + "0:SENT";
  }

  /** An address that may be told: the one asked in is "joins". */
  EmailAddress email(String who) {
    return parsed(who + "@" + word() + ".example.com");
  }

  private static EmailAddress parsed(String text) {
    return EmailAddress.parse(text) instanceof Parsed.Valid<EmailAddress> valid
        ? valid.value()
        : fail();
  }

  private static EmailAddress fail() {
    throw new AssertionError("not an address");
  }

  // What it gives away

  LeadId lead() {
    return give(leads.get(0));
  }

  /** A lead for what changes it. */
  LeadId changingLead() {
    return give(changing);
  }

  /** A lead that nothing else is done with. */
  LeadId spareLead(int number) {
    return give(leads.get(number));
  }

  LeadId deletableLead() {
    return give(deletable);
  }

  /** Two leads in the archive, by number. */
  LeadId archivedLead(int number) {
    return give(leads.get(ARCHIVED + number));
  }

  Lead wholeLead(LeadId id) {
    return give(engine.leads().get(actor, id));
  }

  MemberId member() {
    return give(members.get(2));
  }

  MemberId changingMember() {
    return give(members.get(3));
  }

  Member wholeMember() {
    return give(engine.members().get(actor, members.get(2)));
  }

  /**
   * The host's user of {@link #member}, in a word that is not the marker, so that it may be told.
   */
  String userId() {
    return userId(2);
  }

  private String userId(int member) {
    return "user-" + word() + "-" + member;
  }

  /** Stands for this organization where a probe tells it and the answer may repeat it. */
  String word() {
    return "w" + Integer.toHexString(marker.hashCode());
  }

  /** The name of a source that it has. */
  String sourceName() {
    return "Landing " + word();
  }

  /** An account that is asked for leads. */
  AccountId leadAccount() {
    return give(leadAccount);
  }

  AccountId account() {
    return give(account);
  }

  String accountKey() {
    return accountKey;
  }

  String keySecret() {
    return key.secret();
  }

  ApiKeyId revocableKey() {
    return give(revocable);
  }

  String invitationToken() {
    return invitation.token();
  }

  InvitationId withdrawableInvitation() {
    return give(withdrawable);
  }

  ImportId importId() {
    return give(imported);
  }

  /** The id of an import, where a lower feature only knows a UUID. */
  UUID importUuid() {
    return give(imported.value());
  }

  UUID sourceId() {
    return give(source.id());
  }

  String sourceKey() {
    return source.key();
  }

  /** A delivery that was held back, by number. */
  DeliveryId heldDelivery(int number) {
    return give(held.get(number));
  }

  /** What a form sends. */
  static WebhookRequest delivery(String json) {
    return new WebhookRequest(
        "POST",
        URI.create("http://localhost/api/hooks/key"),
        Map.of("Content-Type", List.of("application/json")),
        Map.of(),
        json.getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH);
  }

  SegmentId segment() {
    return give(segment);
  }

  long segmentVersion() {
    return engine.segments().get(actor, segment).version();
  }

  SegmentId spareSegment() {
    return give(spareSegment);
  }

  SavedViewId view() {
    return give(view);
  }

  SavedViewId spareView() {
    return give(spareView);
  }

  CampaignId campaign() {
    return give(sent);
  }

  UUID campaignUuid() {
    return give(sent.value());
  }

  CampaignId draftCampaign() {
    return give(drafts.getFirst());
  }

  CampaignId campaignToPause() {
    return give(toPause);
  }

  CampaignId campaignToResume() {
    return give(toResume);
  }

  CampaignId campaignToCancel() {
    return give(toCancel);
  }

  WorkflowId workflow() {
    return give(workflow);
  }

  ConversationId conversation() {
    return give(conversation);
  }

  MessageId message() {
    return give(message);
  }

  NoticeId notice() {
    return give(notice);
  }

  UUID leadUuid() {
    return leadUuid(0);
  }

  /** The id of a lead, where a lower feature only knows a UUID. */
  UUID leadUuid(int number) {
    return give(leads.get(number).value());
  }

  /** An event of it that carries sealed values: what changed, and from where. */
  RecordedEvent sealedEvent() {
    return engine.events().since(actor, 0, 500).events().stream()
        .filter(event -> event.changesSealed().isPresent() && event.originSealed().isPresent())
        .findFirst()
        .orElseThrow();
  }

  DeadLetter letter() {
    return letter;
  }

  /** The place behind the first row of one of its pages. */
  PageRequest after(Page<?> firstOfOne) {
    Cursor cursor =
        firstOfOne
            .nextCursor()
            .orElseThrow(() ->
                new AssertionError("the sample needs at least two of these, for a second page"));
    // Its text names rows; offering it must not make naming them again a leak.
    cursor.values().forEach(givenIds::add);
    return give(new PageRequest(50, Optional.of(cursor.text())));
  }

  static PageRequest one() {
    return PageRequest.first(1);
  }

  long version(LeadId id) {
    return engine.leads().get(actor, id).version();
  }

  LeadQuery everyLead() {
    return LeadQuery.all();
  }

  // What a probe learns

  private <T> T give(T thing) {
    IdTypes.in(thing.getClass()).forEach(given::add);
    Words.ids(thing).forEach(givenIds::add);
    return thing;
  }

  /** Forgets what was given away so far. */
  void forget() {
    given.clear();
    givenIds.clear();
  }

  /** The kinds of ids given away since. */
  Set<Class<?>> given() {
    return Set.copyOf(given);
  }

  /** The ids given away since: who was given one may repeat it. */
  Set<String> givenIds() {
    return Set.copyOf(givenIds);
  }
}
