package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.field.CustomField;
import io.mce.field.CustomFieldChange;
import io.mce.field.CustomFieldDraft;
import io.mce.field.CustomFields;
import io.mce.field.FieldType;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Fields that an organization defines, their values and the index by them. */
final class LeadCustomFieldsTest {

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

  abstract static class Contract extends LeadFixture {

    private CustomFields fields;

    Contract(MceExtension mce) {
      super(mce);
    }

    @BeforeEach
    void fields() {
      fields = mce.engine().customFields();
    }

    private CustomField define(CustomFieldDraft draft) {
      CustomField field = fields.create(actor, draft);
      settle();
      return field;
    }

    /** Everything in the background is done, the second look too. */
    private void settle() {
      mce.runDue();
      mce.advance(Duration.ofMinutes(5));
    }

    private CustomField budget() {
      return define(CustomFieldDraft.of("Budget", FieldType.MONEY).currency("BRL"));
    }

    private CustomField wants() {
      return define(
          CustomFieldDraft.of("Wants", FieldType.MULTI_CHOICE).choices("Flat", "Casa à praia"));
    }

    private Lead ana(Map<String, String> metadata) {
      return captured(LeadDraft.named("Ana").phone("+5511912345678").metadata(metadata));
    }

    private Lead edit(Lead lead, Map<String, String> metadata) {
      return leads.update(
          actor,
          lead.id(),
          LeadChange.none().metadata(metadata),
          leads.get(actor, lead.id()).version());
    }

    /** What the index holds of a lead: field/position/text/number. */
    private List<String> index(LeadId leadId) {
      Database database = EngineParts.part(mce.engine(), Database.class);
      return database.read(
          actor.organizationId(),
          transaction ->
              transaction
                  .query(
                      """
                      select f.field_key, v.position, v.text_value, v.number_value
                      from mce_lead_field v join mce_custom_field f
                        on f.organization_id = v.organization_id and f.id = v.field_id
                      where v.organization_id = :organizationId and v.lead_id = :lead
                      order by f.field_key, v.position
                      """)
                  .bind("lead", leadId)
                  .map((row, context) -> {
                    double number = row.getDouble("number_value");
                    String value = row.wasNull() ? row.getString("text_value") : "" + number;
                    return row.getString("field_key") + "/" + row.getInt("position") + "/" + value;
                  })
                  .list());
    }

    @Test
    void a_field_keeps_its_key_when_it_is_renamed_and_its_values_when_it_is_archived() {
      CustomField created = define(CustomFieldDraft.of("Orçamento máximo", FieldType.NUMBER));
      assertThat(created.key()).isEqualTo("orcamento_maximo");
      Lead lead = ana(Map.of("orcamento_maximo", "10"));

      CustomField renamed =
          fields.change(actor, created.id(), CustomFieldChange.none().label("Limit"), 1);
      assertThat(renamed.key()).isEqualTo("orcamento_maximo");
      assertThat(renamed.version()).isEqualTo(2);
      CustomField archived = fields.archive(actor, created.id());
      assertThat(archived.isArchived()).isTrue();
      assertThat(leads.get(actor, lead.id()).metadata()).containsEntry("orcamento_maximo", "10");
      assertThat(edit(lead, Map.of("orcamento_maximo", "any text")).metadata())
          .containsEntry("orcamento_maximo", "any text");
      assertThat(fields.restore(actor, created.id()).isArchived()).isFalse();
      assertThat(eventsNamed("field.created")).hasSize(1);
      assertThat(eventsNamed("field.changed")).hasSize(1);
      assertThat(eventsNamed("field.archived")).hasSize(1);
      assertThat(eventsNamed("field.restored")).hasSize(1);
    }

    @Test
    void fields_are_kept_in_the_order_that_people_give_them() {
      CustomField one = define(CustomFieldDraft.of("One", FieldType.TEXT));
      define(CustomFieldDraft.of("Two", FieldType.TEXT));
      define(CustomFieldDraft.of("Three", FieldType.TEXT));
      fields.change(actor, one.id(), CustomFieldChange.none().position(2), 1);
      assertThat(fields.list(actor))
          .extracting(CustomField::key)
          .containsExactly("two", "three", "one");
    }

    @Test
    void what_makes_no_field_is_refused_with_its_name() {
      budget();
      assertInvalid("key", CustomFieldDraft.of("X", FieldType.TEXT).key("Not A Key"));
      assertInvalid("label", CustomFieldDraft.of(" ", FieldType.TEXT));
      assertInvalid("choices", CustomFieldDraft.of("X", FieldType.CHOICE));
      assertInvalid("choices", CustomFieldDraft.of("X", FieldType.TEXT).choices("a"));
      assertInvalid("choices", CustomFieldDraft.of("X", FieldType.CHOICE).choices("a", "Á"));
      assertInvalid("choices", CustomFieldDraft.of("X", FieldType.MULTI_CHOICE).choices("a;b"));
      assertInvalid("currency", CustomFieldDraft.of("X", FieldType.MONEY));
      assertInvalid("currency", CustomFieldDraft.of("X", FieldType.MONEY).currency("???"));
      assertInvalid("currency", CustomFieldDraft.of("X", FieldType.TEXT).currency("BRL"));
      assertRefused(
          ErrorCode.CONFLICT,
          () -> fields.create(actor, CustomFieldDraft.of("Other", FieldType.TEXT).key("budget")));
      assertRefused(
          ErrorCode.CONFLICT,
          () -> fields.create(actor, CustomFieldDraft.of("BUDGET", FieldType.TEXT).key("other")));
      assertRefused(
          ErrorCode.STALE_VERSION,
          () ->
              fields.change(
                  actor,
                  fields.list(actor).getFirst().id(),
                  CustomFieldChange.none().label("Y"),
                  7));
    }

    private void assertInvalid(String field, CustomFieldDraft draft) {
      assertThatThrownBy(() -> fields.create(actor, draft))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                assertThat(e.details()).containsKey(field);
              });
    }

    @Test
    void every_member_sees_the_fields_and_those_who_change_settings_define_them() {
      budget();
      Actor rep =
          Actor.member(actor.organizationId(), new UUID(0, 7).toString(), Role.REP.permissions());
      assertThat(fields.list(rep)).hasSize(1);
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> fields.create(rep, CustomFieldDraft.of("Mine", FieldType.TEXT)));
      assertThat(Role.ADMIN.permissions()).contains(Permission.ORGANIZATION_MANAGE);
    }

    @Test
    void a_value_is_stored_in_one_form_and_what_is_none_is_named() {
      budget();
      wants();
      Lead lead = ana(Map.of("budget", "R$ 1.234,50", "wants", "flat", "other", "1.234,50"));
      assertThat(lead.metadata())
          .isEqualTo(Map.of("budget", "1234.5", "wants", "Flat", "other", "1.234,50"));
      assertThatThrownBy(() -> edit(lead, Map.of("budget", "much")))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                assertThat(e.details()).containsOnlyKeys("metadata.budget");
              });
      assertThatThrownBy(() ->
              leads.capture(
                  actor,
                  LeadDraft.named("B").phone("+5511912345679").metadata(Map.of("budget", "?"))))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.details()).containsOnlyKeys("metadata.budget"));
    }

    @Test
    void what_was_there_before_the_field_is_kept_until_somebody_writes_it_again() {
      Lead lead = ana(Map.of("budget", "much", "note", "x"));
      budget();
      assertThat(edit(lead, Map.of("budget", "much", "note", "y")).metadata())
          .isEqualTo(Map.of("budget", "much", "note", "y"));
      assertThat(edit(lead, Map.of("budget", "10,50")).metadata())
          .isEqualTo(Map.of("budget", "10.5"));
    }

    @Test
    void the_index_follows_captures_edits_and_erasure() {
      budget();
      wants();
      define(CustomFieldDraft.of("Since", FieldType.DATE));
      define(CustomFieldDraft.of("Owns", FieldType.BOOLEAN));
      define(CustomFieldDraft.of("Other phone", FieldType.PHONE));
      define(CustomFieldDraft.of("Salary", FieldType.MONEY).currency("BRL").asSensitive());
      Lead lead =
          ana(
              Map.of(
                  "budget", "1.000,50",
                  "wants", "flat; casa a praia",
                  "since", "02/01/1970",
                  "owns", "sim",
                  "other_phone", "+5511912345670",
                  "salary", "5000",
                  "free", "text"));
      assertThat(index(lead.id()))
          .containsExactly(
              "budget/0/1000.5",
              "other_phone/0/1.0", // That there is one, not which.
              "owns/0/1.0",
              "since/0/1.0",
              "wants/0/flat",
              "wants/1/casa a praia");
      edit(lead, Map.of("budget", "7"));
      assertThat(index(lead.id())).containsExactly("budget/0/7.0");
      leads.delete(actor, lead.id());
      mce.engine().leadArchive().restoreAll(actor, List.of(lead.id()));
      assertThat(index(lead.id())).containsExactly("budget/0/7.0");
      mce.engine()
          .privacy()
          .erase(actor, lead.id().value(), io.mce.privacy.ErasureReason.REQUESTED);
      assertThat(index(lead.id())).isEmpty();
    }

    @Test
    void a_capture_that_adds_a_value_adds_it_to_the_index() {
      budget();
      Lead lead = ana(Map.of());
      assertThat(index(lead.id())).isEmpty();
      ana(Map.of("budget", "5"));
      assertThat(index(lead.id())).containsExactly("budget/0/5.0");
    }

    @Test
    void leads_that_are_there_are_brought_in_and_out_in_the_background() {
      for (int i = 0; i < 450; i++) {
        leads.capture(
            actor,
            LeadDraft.named("L" + i).externalId("x" + i).metadata(Map.of("budget", "R$ " + i)));
      }
      Lead lead = ana(Map.of("budget", "1.234,5"));
      CustomField field = budget();
      assertThat(index(lead.id())).containsExactly("budget/0/1234.5");
      assertThat(indexed()).isEqualTo(451);

      fields.change(actor, field.id(), CustomFieldChange.none().sensitive(true), field.version());
      settle();
      assertThat(indexed()).isZero();
      fields.change(actor, field.id(), CustomFieldChange.none().sensitive(false), 2);
      settle();
      assertThat(indexed()).isEqualTo(451);
      fields.archive(actor, field.id());
      settle();
      assertThat(indexed()).isZero();
      fields.restore(actor, field.id());
      settle();
      assertThat(indexed()).isEqualTo(451);
    }

    private int indexed() {
      return EngineParts.part(mce.engine(), Database.class)
          .read(
              actor.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select count(*) from mce_lead_field
                          where organization_id = :organizationId
                          """)
                      .mapTo(Integer.class)
                      .one());
    }

    @Test
    void a_merge_joins_values_by_their_type_and_can_be_undone() {
      budget();
      wants();
      define(CustomFieldDraft.of("Since", FieldType.DATE));
      mce.engine()
          .mergePolicies()
          .change(
              actor,
              new MergePolicy(
                  Map.of("metadata", MergeStrategy.UNION, "metadata.budget", MergeStrategy.SUM),
                  SameEmail.SUGGEST),
              0);
      Lead one = ana(Map.of("budget", "1,50", "wants", "Flat", "since", "2026-01-01", "free", "a"));
      Lead two =
          captured(
              LeadDraft.named("Ana S")
                  .phone("+5511912345679")
                  .metadata(
                      Map.of(
                          "budget",
                          "0,50",
                          "wants",
                          "casa à praia",
                          "since",
                          "2026-02-01",
                          "free",
                          "b")));
      assertRefused(
          ErrorCode.INVALID,
          () ->
              mce.engine()
                  .leadMerges()
                  .preview(actor, one.id(), two.id(), Map.of("metadata.since", MergeSide.BOTH)));

      LeadMerge merge = mce.engine().leadMerges().merge(actor, one.id(), two.id(), Map.of());

      assertThat(leads.get(actor, one.id()).metadata())
          .isEqualTo(
              Map.of(
                  "budget",
                  "2",
                  "wants",
                  "Flat; Casa à praia",
                  "since",
                  "2026-01-01",
                  "free",
                  "a; b"));
      assertThat(index(one.id()))
          .containsExactly(
              "budget/0/2.0", "since/0/20454.0", "wants/0/flat", "wants/1/casa a praia");
      mce.engine().leadMerges().unmerge(actor, merge.id());
      assertThat(index(one.id()))
          .containsExactly("budget/0/1.5", "since/0/20454.0", "wants/0/flat");
      assertThat(index(two.id()))
          .containsExactly("budget/0/0.5", "since/0/20485.0", "wants/0/casa a praia");
    }

    @Test
    void values_captured_again_are_joined_by_their_type() {
      budget();
      mce.engine()
          .mergePolicies()
          .change(
              actor, new MergePolicy(Map.of("metadata", MergeStrategy.SUM), SameEmail.SUGGEST), 0);
      define(CustomFieldDraft.of("Other phone", FieldType.PHONE));
      ana(Map.of("budget", "1,250", "other_phone", "+5511912345670"));
      Lead lead = ana(Map.of("budget", "0,50", "other_phone", "+5511912345671"));
      assertThat(lead.metadata())
          .isEqualTo(Map.of("budget", "1250.5", "other_phone", "+5511912345670"));
    }

    @Test
    void a_lead_without_what_is_required_is_incomplete() {
      define(CustomFieldDraft.of("Budget", FieldType.NUMBER).asRequired());
      Lead nameless = captured(LeadDraft.named("").externalId("7"));
      assertThat(nameless.missing(fields.list(actor)))
          .containsExactly("name", "contact", "metadata.budget");
      Lead lead = ana(Map.of("budget", "1"));
      assertThat(lead.missing(fields.list(actor))).isEmpty();
      assertThat(ana(Map.of()).missing(List.of())).isEmpty();
    }
  }
}
