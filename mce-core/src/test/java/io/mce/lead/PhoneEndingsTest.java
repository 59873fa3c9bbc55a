package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.engine.EngineParts;
import io.mce.kernel.PhoneNumber;
import io.mce.persistence.Database;
import io.mce.testing.MceExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Leads are found by the last digits of their phone number. */
final class PhoneEndingsTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }

    @Test
    void an_index_leads_to_them() throws SQLException {
      List<String> plan = new ArrayList<>();
      try (Connection connection =
              DriverManager.getConnection("jdbc:sqlite:" + mce.folder().resolve("mce.db"));
          Statement statement = connection.createStatement();
          ResultSet lines =
              statement.executeQuery(
                  """
                  explain query plan select lead_id from mce_lead_identifier
                  where organization_id = 'o' and ending_key = 'k'
                  order by lead_id desc limit 10
                  """)) {
        while (lines.next()) {
          plan.add(lines.getString("detail"));
        }
      }
      assertThat(plan)
          .singleElement()
          .asString()
          .contains("mce_lead_identifier_by_ending (organization_id=? AND ending_key=?)");
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract extends LeadFixture {

    Contract(MceExtension mce) {
      super(mce);
    }

    private List<LeadId> find(String text) {
      return list(LeadQuery.all().text(text));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"0100", "50100", "5550100", "555-0100", "…0100", "... 0100", "(415) 555-0100"})
    void by_four_digits_or_more_as_people_write_them(String text) {
      Lead ana = captured(LeadDraft.of("Ana", "+1 415 555 0100"));
      captured(LeadDraft.of("Bo", "+1 415 555 0199"));
      captured(LeadDraft.of("Cy", "+1 415 556 1100"));
      leads.capture(newActor("rival"), LeadDraft.of("Di", "+1 415 555 0100"));
      assertThat(find(text)).containsExactly(ana.id());
    }

    @Test
    void digits_before_the_last_four_count_too() {
      captured(LeadDraft.of("Ana", "+1 415 555 0100"));
      assertThat(find("60100")).isEmpty();
    }

    @Test
    void a_whole_number_is_found_as_ever_and_fewer_digits_are_a_name() {
      Lead ana = captured(LeadDraft.of("Ana", "+1 415 555 0100"));
      Lead agent = captured(LeadDraft.of("Agent 100", "+1 415 555 0199"));
      assertThat(find("+1 415 555 0100")).containsExactly(ana.id());
      assertThat(find("100")).containsExactly(agent.id());
    }

    @Test
    void in_every_variant_of_a_national_number() {
      Lead brazil = captured(LeadDraft.of("Ana", "+55 11 98765-4321"));
      Lead mexico = captured(LeadDraft.of("Bo", "+52 55 1234 9876"));
      Lead argentina = captured(LeadDraft.of("Cy", "+54 9 11 2345-6543"));
      assertThat(find("98765-4321")).containsExactly(brazil.id());
      assertThat(find("11 8765-4321")).containsExactly(brazil.id());
      assertThat(find("155 1234 9876")).containsExactly(mexico.id());
      assertThat(find("55 1234 9876")).containsExactly(mexico.id());
      assertThat(find("9 11 2345 6543")).containsExactly(argentina.id());
      assertThat(find("11 2345 6543")).containsExactly(argentina.id());
    }

    @Test
    void after_the_number_changed_by_the_new_one_only() {
      Lead ana = captured(LeadDraft.of("Ana", "+1 415 555 0100"));
      leads.update(actor, ana.id(), LeadChange.none().phone("+1 415 555 0177"), ana.version());
      assertThat(find("0100")).isEmpty();
      assertThat(find("0177")).containsExactly(ana.id());
    }

    @Test
    void also_those_that_were_stored_before_there_was_an_index() {
      List<LeadId> all =
          IntStream.range(0, 1_100)
              .mapToObj(i -> LeadDraft.of("Lead " + i, "+1415%03d0100".formatted(200 + i % 800)))
              .distinct()
              .map(draft -> leads.capture(actor, draft).leadId())
              .distinct()
              .toList();
      Database database = EngineParts.part(mce.engine(), Database.class);
      database.runInOrganization(
          actor.organizationId(),
          transaction ->
              transaction
                  .update(
                      """
                      update mce_lead_identifier set ending_key = null
                      where organization_id = :organizationId
                      """)
                  .execute());
      assertThat(find("0100")).isEmpty();
      database.directory(transaction ->
          transaction
              .update(
                  """
                  insert into mce_due_work (organization_id, kind, work_key, due_at, generation)
                  values (:organization, 'phone-endings', 'all', 0, 1)
                  """)
              .bind("organization", actor.organizationId())
              .execute());
      mce.runDue();
      assertThat(find("0100")).hasSize(Math.min(200, all.size()));
      long left =
          database.read(
              actor.organizationId(),
              transaction ->
                  transaction
                      .query(
                          """
                          select count(*) from mce_lead_identifier
                          where organization_id = :organizationId and ending_key is null
                            and kind = 'PHONE'
                          """)
                      .mapTo(Long.class)
                      .one());
      assertThat(left).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"4567,4567", "…4567,4567", "12 34-56,123456", "***9876,9876", "(11) 1234,111234"})
  void a_text_of_digits_is_an_ending(String text, String digits) {
    assertThat(PhoneEnding.of(text)).contains(new PhoneEnding(digits));
  }

  @ParameterizedTest
  @ValueSource(strings = {"456", "+4567", "Lead 4567", "123456789012", "", "…", "45a67"})
  void anything_else_is_none(String text) {
    assertThat(PhoneEnding.of(text)).isEmpty();
  }

  @Test
  void an_ending_says_nothing_of_itself_in_logs() {
    assertThat(new PhoneEnding("4567")).asString().doesNotContain("4567");
    assertThat(new PhoneEnding("4567").isOf(new PhoneNumber("+14155554567"))).isTrue();
  }
}
