package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.Lead;
import io.mce.lead.LeadQuery;
import io.mce.spi.WebhookRequest;
import io.mce.testing.MceExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A source says itself which part of what it sends becomes which field of a lead. */
final class LeadMappingTest {

  private static final String BODY =
      """
      {"form": {"who": "Ana", "reach~me/at": "+55 11 98765-4321", "email": "not the lead's"},
       "labels": ["hot", "fair"], "budget": 9.5E5, "nothing": null}
      """;

  private static final LeadMapping MAPPING =
      new LeadMapping(
          Optional.empty(),
          List.of(
              LeadMapping.Rule.of("name", "/form/who"),
              LeadMapping.Rule.of("phone", "/form/reach~0me~1at"),
              LeadMapping.Rule.of("tags", "/labels"),
              new LeadMapping.Rule(
                  "company", Optional.of("/form/firm"), Optional.of("Unknown Ltd")),
              LeadMapping.Rule.of("metadata.limit", "/budget"),
              LeadMapping.Rule.constant("metadata.campaign", "Spring")),
          false);

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

  private static void assertProblem(Optional<String> leads, LeadMapping.Rule rule, String text) {
    assertThatThrownBy(() -> new LeadMapping(leads, List.of(rule), true))
        .isInstanceOfSatisfying(
            MceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
              assertThat(e.details().values()).containsExactly(text);
            });
  }

  @Test
  void what_cannot_be_a_mapping_gets_a_sentence() {
    assertProblem(
        Optional.empty(),
        LeadMapping.Rule.of("phone", "form.phone"),
        "\"form.phone\" is no JSON Pointer. It begins with a slash and goes from name to name:"
            + " /form/phone.");
    assertProblem(
        Optional.empty(),
        LeadMapping.Rule.of("phone", "/a~b"),
        "\"/a~b\" is no JSON Pointer: write ~0 for ~ and ~1 for / in a name.");
    assertProblem(
        Optional.of("items"),
        LeadMapping.Rule.of("phone", "/phone"),
        "\"items\" is no JSON Pointer. It begins with a slash and goes from name to name:"
            + " /items.");
    assertProblem(
        Optional.empty(),
        LeadMapping.Rule.of("fax", "/fax"),
        "\"fax\" is no field of a lead. Use name, firstName, lastName, phone, email, company,"
            + " externalId, tags, source, status, or metadata.<key>.");
    assertProblem(
        Optional.empty(),
        new LeadMapping.Rule("name", Optional.empty(), Optional.of(" ")),
        "Say where the value stands, or which value it always is.");
    assertThatThrownBy(() -> new LeadMapping(Optional.empty(), List.of(), true))
        .hasMessage("A mapping has 1 to 100 rules.");
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    private MceEngine engine;
    private Actor actor;
    private LeadSource source;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void source() {
      engine = mce.engine();
      actor = Actor.system(engine.organizations().ensure("acme", "Acme").id(), "host");
      source = engine.leadSources().create(actor, LeadSourceDraft.of("Landing"));
    }

    private void map(LeadMapping mapping) {
      source = engine.leadSources().map(actor, source.id(), Optional.of(mapping), source.version());
    }

    private void send(String contentType, String body) {
      engine
          .leadHooks()
          .receive(
              source.key(),
              new WebhookRequest(
                  "POST",
                  URI.create("http://localhost/api/hooks/key"),
                  Map.of("Content-Type", List.of(contentType)),
                  Map.of(),
                  body.getBytes(StandardCharsets.UTF_8),
                  mce.clock().instant()));
    }

    private List<Lead> leads() {
      return engine.leads().list(actor, LeadQuery.all(), PageRequest.first()).items();
    }

    @Test
    void a_delivery_is_read_as_its_source_says() {
      map(MAPPING);
      send("application/json", BODY);
      assertThat(leads())
          .singleElement()
          .satisfies(lead -> {
            assertThat(lead.name()).isEqualTo("Ana");
            assertThat(lead.phone().orElseThrow().e164()).isEqualTo("+5511987654321");
            assertThat(lead.email()).isEmpty();
            assertThat(lead.tags()).containsExactlyInAnyOrder("hot", "fair");
            assertThat(lead.company()).contains("Unknown Ltd");
            assertThat(lead.metadata())
                .containsExactlyInAnyOrderEntriesOf(
                    Map.of("limit", "950000", "campaign", "Spring"));
          });
    }

    @Test
    void what_no_rule_names_is_kept_where_that_is_wanted() {
      map(new LeadMapping(Optional.empty(), MAPPING.rules(), true));
      send("application/json", BODY);
      assertThat(leads().getFirst().metadata())
          .containsEntry("form_email", "not the lead's")
          .doesNotContainKeys("form_who", "labels", "nothing");
    }

    @Test
    void a_list_inside_a_delivery_and_a_form_are_read_too() {
      map(
          new LeadMapping(
              Optional.of("/batch/people"),
              List.of(LeadMapping.Rule.of("name", "/n"), LeadMapping.Rule.of("phone", "/p")),
              false));
      send(
          "application/json",
          """
          {"batch": {"people": [{"n": "Ana", "p": "+5511987654321"},
            {"n": "Ravi", "p": "+919876543210"}, "no lead"]}}
          """);
      assertThat(leads()).extracting(Lead::name).containsExactlyInAnyOrder("Ana", "Ravi");
      map(
          new LeadMapping(
              Optional.empty(),
              List.of(
                  LeadMapping.Rule.of("name", "/your who"), LeadMapping.Rule.of("phone", "/tel")),
              false));
      send("application/x-www-form-urlencoded", "your+who=Olga&tel=%2B14155550100");
      assertThat(leads()).extracting(Lead::name).contains("Olga");
    }

    @Test
    void a_test_shows_what_would_be_understood_and_stores_nothing() {
      send("application/json", "{\"name\":\"Known\",\"phone\":\"+5511987654321\"}");
      List<TestedLead> tested =
          engine
              .leadHooks()
              .test(actor, source.id(), "application/json", BODY, Optional.of(MAPPING));
      assertThat(tested)
          .singleElement()
          .satisfies(lead -> {
            assertThat(lead.draft().name()).isEqualTo("Ana");
            assertThat(lead.result().outcome()).isEqualTo(IntakeOutcome.MERGED);
          });
      assertThat(
              engine
                  .leadHooks()
                  .test(
                      actor,
                      source.id(),
                      "application/json",
                      "{\"name\":\"New\",\"phone\":\"12\"}",
                      Optional.empty()))
          .singleElement()
          .satisfies(lead -> {
            assertThat(lead.result().outcome()).isEqualTo(IntakeOutcome.REJECTED);
            assertThat(lead.result().problems()).isNotEmpty();
          });
      assertThat(leads()).extracting(Lead::name).containsExactly("Known");
      assertThatThrownBy(() ->
              engine
                  .leadHooks()
                  .test(actor, source.id(), "application/json", "no json", Optional.empty()))
          .hasMessageStartingWith("The body is not JSON.");
    }

    @Test
    void the_last_delivery_is_there_to_map_by_for_a_day() {
      assertThat(engine.leadHooks().sample(actor, source.id())).isEmpty();
      send("application/json", "{\"name\":\"First\",\"phone\":\"+5511987654321\"}");
      send("application/json", BODY);
      send(
          "application/json",
          "{\"note\":\""
              + "x".repeat(HookSampleStore.MOST_BYTES)
              + "\",\"phone\":\"+14155550100\"}");
      assertThat(engine.leadHooks().sample(actor, source.id()).orElseThrow().body())
          .isEqualTo(BODY);
      mce.advance(Duration.ofHours(23));
      assertThat(engine.leadHooks().sample(actor, source.id())).isPresent();
      mce.advance(Duration.ofHours(2));
      assertThat(engine.leadHooks().sample(actor, source.id())).isEmpty();
    }

    @Test
    void a_mapping_is_changed_by_who_saw_the_last_one_and_taken_away_again() {
      long seen = source.version();
      map(MAPPING);
      assertThat(engine.leadSources().list(actor).getFirst().mapping()).contains(MAPPING);
      assertThatThrownBy(
              () -> engine.leadSources().map(actor, source.id(), Optional.of(MAPPING), seen))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STALE_VERSION));
      source = engine.leadSources().map(actor, source.id(), Optional.empty(), source.version());
      send("application/json", "{\"name\":\"Ana\",\"phone\":\"+5511987654321\"}");
      assertThat(leads()).hasSize(1);
      assertThat(engine.events().latest(actor, Set.of(LeadSourceMapped.class), 10)).hasSize(2);
    }

    @Test
    void a_held_delivery_is_read_as_its_source_says_by_then() {
      assertThatThrownBy(() -> send("application/json", "[1, 2]")).isInstanceOf(MceException.class);
      assertThatThrownBy(
              () -> send("application/json", "[[{\"who\":\"Ana\",\"at\":\"+5511987654321\"}]]"))
          .isInstanceOf(MceException.class);
      map(
          new LeadMapping(
              Optional.of("/0"),
              List.of(LeadMapping.Rule.of("name", "/who"), LeadMapping.Rule.of("phone", "/at")),
              false));
      DeliveryId held = engine.leadHooks().held(actor, PageRequest.first()).items().getFirst().id();
      engine.leadHooks().take(actor, held);
      assertThat(leads()).extracting(Lead::name).containsExactly("Ana");
    }

    @Test
    void an_answer_of_typeform_is_named_by_its_question() {
      send(
          "application/json",
          """
          {"event_id": "01", "event_type": "form_response", "form_response": {
            "form_id": "lT4Z3j", "token": "a3a12ec67a1365927098a606107fac15",
            "submitted_at": "2026-01-18T18:17:02Z", "hidden": {"utm_source": "Google"},
            "definition": {"fields": [
              {"id": "A1", "title": "What is your name?", "type": "short_text"},
              {"id": "A2", "title": "Name", "type": "short_text"},
              {"id": "A3", "title": "How many bedrooms?", "type": "multiple_choice"}]},
            "answers": [
              {"type": "text", "text": "Ana", "field": {"id": "A2", "type": "short_text"}},
              {"type": "phone_number", "phone_number": "+5511987654321", "field": {"id": "P"}},
              {"type": "email", "email": "ana@example.com", "field": {"id": "E"}},
              {"type": "choices", "choices": {"labels": ["2", "3"]}, "field": {"id": "A3"}}]}}
          """);
      assertThat(leads())
          .singleElement()
          .satisfies(lead -> {
            assertThat(lead.name()).isEqualTo("Ana");
            assertThat(lead.phone().orElseThrow().e164()).isEqualTo("+5511987654321");
            assertThat(lead.email().orElseThrow().address()).isEqualTo("ana@example.com");
            assertThat(lead.source()).isEqualTo("Google");
            assertThat(lead.metadata())
                .containsEntry("how_many_bedrooms", "2, 3")
                .containsEntry("form_id", "lT4Z3j");
          });
    }

    @Test
    void a_lead_that_google_made_up_is_tagged_and_the_key_of_the_form_is_not_kept() {
      send(
          "application/json",
          """
          {"lead_id": "TeSter-123", "user_column_data": [
            {"column_id": "FULL_NAME", "column_name": "Full Name", "string_value": "Ana Souza"},
            {"column_id": "PHONE_NUMBER", "string_value": "+5511987654321"},
            {"column_name": "Which city?", "string_value": "Recife"}],
           "api_version": "1.0", "form_id": 40000000000, "campaign_id": 123, "google_key": "k3y",
           "is_test": true, "gcl_id": "g"}
          """);
      assertThat(leads())
          .singleElement()
          .satisfies(lead -> {
            assertThat(lead.name()).isEqualTo("Ana Souza");
            assertThat(lead.tags()).containsExactly("test lead");
            assertThat(lead.metadata())
                .containsEntry("which_city", "Recife")
                .containsEntry("form_id", "40000000000")
                .doesNotContainValue("k3y");
          });
    }
  }
}
