package io.mce.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.campaign.Campaign;
import io.mce.campaign.CampaignDraft;
import io.mce.campaign.Step;
import io.mce.field.CustomField;
import io.mce.field.CustomFieldChange;
import io.mce.field.CustomFieldDraft;
import io.mce.field.FieldType;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.Audience;
import io.mce.lead.Lead;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.LeadSort;
import io.mce.lead.LeadStatus;
import io.mce.notification.Notice;
import io.mce.privacy.ErasureReason;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import io.mce.workflow.Action;
import io.mce.workflow.Condition;
import io.mce.workflow.Trigger;
import io.mce.workflow.TriggerType;
import io.mce.workflow.WorkflowDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Segments, who is in them, and what they serve. */
final class SegmentsTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;

    private Actor actor;
    private Segments segments;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organizationWithChannel() {
      actor = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      segments = mce.engine().segments();
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
    }

    private static String phone(int number) {
      return "+55119%08d".formatted(80_000_000 + number);
    }

    private LeadId lead(int number, String... tags) {
      return mce.engine()
          .leads()
          .capture(actor, LeadDraft.of("Lead " + number, phone(number)).tags(Set.of(tags)))
          .leadId();
    }

    private static SegmentDefinition where(Map<String, Object> condition) {
      Map<String, Object> json = new LinkedHashMap<>(condition);
      json.put("version", 1);
      return SegmentDefinition.of(json);
    }

    private static SegmentDefinition tagged(String tag) {
      return where(Map.of("tags", Map.of("any", List.of(tag))));
    }

    private static SegmentDefinition wrote(Map<String, Object> parts) {
      Map<String, Object> activity = new LinkedHashMap<>(parts);
      activity.put("kind", "RECEIVED");
      return where(Map.of("activity", activity));
    }

    private List<LeadId> in(SegmentDefinition definition) {
      return segments
          .leads(actor, definition, LeadQuery.all().sort(LeadSort.OLDEST), PageRequest.first(200))
          .items()
          .stream()
          .map(Lead::id)
          .toList();
    }

    private void writes(int number) {
      mce.channel().inbound(phone(number), "Hello");
      mce.runDue();
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void a_segment_is_saved_changed_and_deleted_by_who_saw_it_last() {
      Segment segment = segments.create(actor, " VIPs ", tagged("vip"));
      assertThat(segment.name()).isEqualTo("VIPs");
      assertThat(segments.get(actor, segment.id())).isEqualTo(segment);
      assertRefused(ErrorCode.CONFLICT, () -> segments.create(actor, "VIPs", tagged("x")));
      Segment changed =
          segments.change(actor, segment.id(), SegmentChange.none().definition(tagged("gold")), 1);
      assertThat(changed.definition()).isEqualTo(tagged("gold"));
      assertThat(changed.version()).isEqualTo(2);
      assertRefused(
          ErrorCode.STALE_VERSION,
          () -> segments.change(actor, segment.id(), SegmentChange.none().name("Other"), 1));
      assertRefused(ErrorCode.STALE_VERSION, () -> segments.delete(actor, segment.id(), 1));
      segments.delete(actor, segment.id(), 2);
      assertRefused(ErrorCode.NOT_FOUND, () -> segments.get(actor, segment.id()));
      assertThat(segments.list(actor, PageRequest.first()).items()).isEmpty();
      // The name is free again.
      segments.create(actor, "VIPs", tagged("vip"));
      assertThat(
              mce.engine().events().since(actor, 0, 1_000).events().stream()
                  .map(event -> event.name())
                  .filter(name -> name.startsWith("segment."))
                  .toList())
          .containsExactly(
              "segment.created", "segment.changed", "segment.deleted", "segment.created");
    }

    private LeadId worth(int number, String budget) {
      return mce.engine()
          .leads()
          .capture(
              actor,
              LeadDraft.of("Lead " + number, phone(number)).metadata(Map.of("budget", budget)))
          .leadId();
    }

    private static SegmentDefinition rich(CustomField field) {
      return where(
          Map.of("field", Map.of("id", field.id().toString(), "type", "NUMBER", "min", 500)));
    }

    @Test
    void without_its_field_a_segment_says_why_and_reaches_nobody() {
      LeadId before = worth(1, "700");
      CustomField budget =
          mce.engine()
              .customFields()
              .create(actor, CustomFieldDraft.of("Budget", FieldType.NUMBER));
      mce.runDue();
      LeadId after = worth(2, "500");
      worth(3, "499");
      lead(4);
      SegmentDefinition rich = rich(budget);
      SegmentDefinition poor =
          where(Map.of("not", Map.of("field", Map.copyOf((Map<?, ?>) rich.json().get("field")))));
      Segment segment = segments.create(actor, "Rich", rich);
      assertThat(in(rich)).containsExactly(before, after);
      assertThat(in(poor)).hasSize(2);

      mce.engine().customFields().archive(actor, budget.id());
      assertThatThrownBy(() -> in(rich))
          .hasMessage(
              "The custom field \"Budget\" is archived: restore it, or take its condition out.");
      assertRefused(ErrorCode.INVALID, () -> segments.create(actor, "Poor", poor));
      assertThat(segments.holds(actor.organizationId(), segment.id(), after)).isFalse();
      Segment turned =
          segments.change(actor, segment.id(), SegmentChange.none().name("Still there"), 1);
      assertThat(turned.definition()).isEqualTo(rich);
      mce.runDue();

      mce.engine().customFields().restore(actor, budget.id());
      mce.runDue();
      assertThat(in(rich)).containsExactly(before, after);
      CustomField restored = mce.engine().customFields().get(actor, budget.id());
      mce.engine()
          .customFields()
          .change(actor, budget.id(), CustomFieldChange.none().sensitive(true), restored.version());
      assertThatThrownBy(() -> in(poor))
          .hasMessage("The custom field \"Budget\" is sensitive: leads cannot be found by it.");
      assertThat(segments.holds(actor.organizationId(), segment.id(), after)).isFalse();
    }

    @Test
    void pages_of_a_segment_neither_repeat_nor_skip_in_any_order() {
      List<LeadId> all = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        LeadId id = lead(i, i % 2 == 0 ? "even" : "odd");
        if (i % 2 == 0) {
          all.add(id);
        }
      }
      SegmentDefinition even = tagged("even");
      for (LeadSort sort : LeadSort.values()) {
        List<LeadId> read = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
          Page<Lead> page =
              segments.leads(actor, even, LeadQuery.all().sort(sort), new PageRequest(4, cursor));
          page.items().forEach(lead -> read.add(lead.id()));
          cursor = page.nextCursor().map(next -> next.text());
        } while (cursor.isPresent());
        assertThat(read).as("%s", sort).containsExactlyInAnyOrderElementsOf(all);
      }
      Optional<String> cursor =
          segments
              .leads(actor, even, LeadQuery.all(), PageRequest.first(4))
              .nextCursor()
              .map(next -> next.text());
      assertRefused(
          ErrorCode.INVALID,
          () -> segments.leads(actor, tagged("odd"), LeadQuery.all(), new PageRequest(4, cursor)));
      assertThat(segments.count(actor, even, LeadQuery.all()))
          .isEqualTo(new SegmentCount(13, false));
      assertThat(segments.count(actor, even, LeadQuery.all().status(LeadStatus.LOST)).count())
          .isZero();
    }

    @Test
    void who_wrote_is_known_by_how_often_and_how_long_ago() {
      LeadId silent = lead(1);
      LeadId talker = lead(2);
      for (int i = 0; i < 3; i++) {
        writes(2);
        mce.advance(Duration.ofHours(5));
      }
      assertThat(in(wrote(Map.of("atLeast", 3, "days", 30)))).containsExactly(talker);
      assertThat(in(wrote(Map.of("atLeast", 4, "days", 30)))).isEmpty();
      assertThat(in(wrote(Map.of("never", true)))).containsExactly(silent);
      assertThat(in(wrote(Map.of("never", true, "days", 14)))).containsExactly(silent);
      mce.advance(Duration.ofDays(15));
      assertThat(in(wrote(Map.of("never", true, "days", 14)))).containsExactly(silent, talker);
      assertThat(in(wrote(Map.of("never", true)))).containsExactly(silent);
    }

    @Test
    void who_was_written_to_is_known() {
      LeadId written = lead(1);
      LeadId other = lead(2);
      Campaign campaign =
          mce.engine()
              .campaigns()
              .create(
                  actor,
                  CampaignDraft.of("One", Step.now("Hi"))
                      .in(segments.create(actor, "One", named("Lead 1")).id()));
      mce.engine().campaigns().start(actor, campaign.id());
      mce.runDue();
      mce.advance(Duration.ofMinutes(1));
      SegmentDefinition sent =
          where(Map.of("activity", Map.of("kind", "SENT", "atLeast", 1, "days", 1)));
      SegmentDefinition never = where(Map.of("activity", Map.of("kind", "SENT", "never", true)));
      assertThat(in(sent)).containsExactly(written);
      assertThat(in(never)).containsExactly(other);
    }

    private static SegmentDefinition named(String name) {
      return where(Map.of("name", Map.of("contains", name)));
    }

    @Test
    void when_it_was_is_forgotten_after_a_year_but_not_that_it_was() {
      LeadId lead = lead(1);
      writes(1);
      mce.advance(Duration.ofHours(2));
      mce.clock().set(mce.clock().instant().plus(Duration.ofDays(400)));
      mce.runDue();
      mce.advance(Duration.ofDays(2));
      assertThat(in(wrote(Map.of("atLeast", 1)))).containsExactly(lead);
      assertThat(in(wrote(Map.of("atLeast", 1, "days", 365)))).isEmpty();
      assertThat(mce.engine().privacy().export(actor, lead.value()).sections().get("activity"))
          .singleElement()
          .satisfies(row -> assertThat(row).containsEntry("times", 1L).doesNotContainKey("hour"));
    }

    @Test
    void activity_follows_a_merge_and_goes_back_and_goes_with_an_erasure() {
      LeadId one = lead(1);
      LeadId two = lead(2);
      writes(1);
      writes(2);
      SegmentDefinition twice = wrote(Map.of("atLeast", 2));
      assertThat(in(twice)).isEmpty();
      var merge = mce.engine().leadMerges().merge(actor, one, two, Map.of());
      mce.runDue();
      assertThat(in(twice)).containsExactly(one);
      mce.engine().leadMerges().unmerge(actor, merge.id());
      mce.runDue();
      assertThat(in(twice)).isEmpty();
      assertThat(in(wrote(Map.of("atLeast", 1)))).containsExactly(one, two);
      mce.engine().privacy().erase(actor, one.value(), ErasureReason.REQUESTED);
      mce.runDue();
      assertThat(in(wrote(Map.of("atLeast", 1)))).containsExactly(two);
    }

    @Test
    void a_campaign_reaches_who_is_in_its_segment_as_it_was_at_the_start() {
      lead(1, "vip");
      lead(2);
      LeadId gold = lead(3, "gold");
      Segment segment = segments.create(actor, "VIPs", tagged("vip"));
      Campaign campaign =
          mce.engine()
              .campaigns()
              .create(
                  actor,
                  CampaignDraft.of("To VIPs", Step.now("Hi"), Step.after(Duration.ofDays(1), "!"))
                      .in(segment.id()));
      assertThat(
              mce.engine()
                  .campaigns()
                  .audienceSize(actor, Audience.everyone(), Optional.of(segment.id()))
                  .eligible())
          .isEqualTo(1);
      mce.engine().campaigns().start(actor, campaign.id());
      segments.change(actor, segment.id(), SegmentChange.none().definition(tagged("gold")), 1);
      mce.runDue();
      assertThat(mce.channel().sent()).hasSize(1);
      assertThat(mce.channel().sentTo(phone(1))).hasSize(1);
      assertThat(mce.engine().campaigns().get(actor, campaign.id()).segment())
          .contains(segment.id());
      assertThat(in(segments.get(actor, segment.id()).definition())).containsExactly(gold);
      assertThatThrownBy(() -> segments.delete(actor, segment.id(), 2))
          .hasMessageContaining("the campaign \"To VIPs\"");
      mce.engine().campaigns().cancel(actor, campaign.id());
      segments.delete(actor, segment.id(), 2);
      assertThat(mce.engine().campaigns().get(actor, campaign.id()).stats().audience())
          .isEqualTo(1);
    }

    @Test
    void a_workflow_runs_for_who_is_in_the_segment() {
      Segment segment = segments.create(actor, "VIPs", tagged("vip"));
      mce.engine()
          .workflows()
          .create(
              actor,
              WorkflowDraft.of(
                      "Tell us",
                      Trigger.on(TriggerType.LEAD_CREATED),
                      new Action.Notify("A VIP: {{lead_name}}"))
                  .when(
                      new Condition(
                          Condition.Field.SEGMENT, Condition.Op.EQUALS, segment.id().toString())));
      lead(1, "vip");
      lead(2);
      mce.runDue();
      assertThat(mce.engine().notices().list(actor, PageRequest.first()).items())
          .extracting(Notice::text)
          .containsExactly("A VIP: Lead 1");
      assertThatThrownBy(() -> segments.delete(actor, segment.id(), 1))
          .hasMessageContaining("the workflow \"Tell us\"");
    }

    @Test
    void a_view_is_its_owners_unless_it_is_shared() {
      SavedViews views = mce.engine().savedViews();
      Segment segment = segments.create(actor, "VIPs", tagged("vip"));
      Actor colleague =
          Actor.of(
              actor.organizationId(),
              Actor.Kind.MEMBER,
              "colleague",
              Set.of(Permission.LEAD_READ, Permission.LEAD_WRITE));
      SavedView own = views.create(actor, ViewDraft.of(ViewLook.of("Mine")).segment(segment.id()));
      SavedView shared = views.create(actor, ViewDraft.of(ViewLook.of("Ours")).forEverybody());
      assertThat(views.list(actor)).containsExactly(own, shared);
      assertThat(views.list(colleague)).containsExactly(shared);
      assertRefused(ErrorCode.NOT_FOUND, () -> views.get(colleague, own.id()));
      assertRefused(ErrorCode.FORBIDDEN, () -> views.delete(colleague, shared.id()));
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> views.change(colleague, shared.id(), ViewDraft.of(ViewLook.of("Theirs")), 1));
      SavedView pinned =
          views.change(
              actor,
              shared.id(),
              new ViewDraft(
                  new ViewLook(
                      "Ours",
                      Map.of("status", "NEW"),
                      Optional.of(tagged("x")),
                      List.of("name", "score"),
                      Optional.of("-score")),
                  Optional.empty(),
                  true,
                  true),
              1);
      assertThat(views.list(actor)).containsExactly(pinned, own);
      // With the segment goes what shows it.
      segments.delete(actor, segment.id(), 1);
      assertThat(views.list(actor)).containsExactly(pinned);
      views.delete(actor, pinned.id());
      assertThat(views.list(actor)).isEmpty();
    }
  }
}
