package io.mce.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.TemplateCategory;
import io.mce.spi.TemplateDraft;
import io.mce.spi.tck.LoopbackHttp.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The templates of the account: listed, and handed in. */
class TemplatesTest {

  private static final String PATH = "/v25.0/102290129340398/message_templates";
  private static final String LIST =
      PATH
          + "?fields=id%2Cname%2Clanguage%2Cstatus%2Ccategory%2Ccomponents"
          + "%2Cquality_score%2Crejected_reason&limit=100";

  private final FakeGraph graph = new FakeGraph();
  private final WhatsAppCloudChannel channel = graph.channel();

  @AfterEach
  void stop() {
    channel.close();
    graph.close();
  }

  @Test
  void all_pages_are_listed() {
    graph.page(
        LIST,
        Response.of(
            200,
            """
            {"data":[{"id":"1","name":"order","language":"pt_BR","status":"APPROVED",
              "category":"UTILITY","components":[{"type":"HEADER","format":"TEXT","text":"Hi"},
              {"type":"BODY","text":"Order {{1}}"}]},
             {"id":"2","name":"nameless"}],
             "paging":{"cursors":{"before":"a","after":"b="},"next":"https://graph/next"}}
            """));
    graph.page(
        LIST + "&after=b%3D",
        Response.of(
            200,
            """
            {"data":[{"id":"3","name":"news","language":"en","status":"PAUSED",
              "category":"MARKETING","components":[{"type":"BODY","text":"News"}]},
             {"id":"4","name":"code","language":"en","status":"REJECTED","category":"NEW_ONE"}],
             "paging":{"cursors":{"before":"b","after":"c"}}}
            """));
    assertThat(channel.templates())
        .containsExactly(
            new CatalogTemplate(
                "order",
                "pt_BR",
                "Order {{1}}",
                true,
                "APPROVED",
                Optional.of(TemplateCategory.UTILITY)),
            new CatalogTemplate(
                "news", "en", "News", false, "PAUSED", Optional.of(TemplateCategory.MARKETING)),
            new CatalogTemplate("code", "en", "", false, "REJECTED"));
    assertThat(graph.seen()).hasSize(2).allMatch(request -> request.method().equals("GET"));
  }

  @Test
  void a_template_says_what_must_be_filled_in_and_how_it_does() {
    graph.page(
        LIST,
        Response.of(
            200,
            """
            {"data":[{"id":"1","name":"offer","language":"en","status":"REJECTED",
              "category":"MARKETING","rejected_reason":"TAG_CONTENT_MISMATCH",
              "quality_score":{"score":"YELLOW","date":1},
              "components":[{"type":"BODY","text":"Hi {{1}}, {{2}} for {{1}}"},
              {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Yes"},
                {"type":"URL","text":"See","url":"https://example.com/{{1}}"},
                {"type":"URL","text":"Home","url":"https://example.com/"},
                {"type":"COPY_CODE","example":"SAVE"}]},
              {"type":"HEADER","format":"IMAGE"},{"type":"FOOTER","text":"Bye"}]},
             {"id":"2","name":"plain","language":"en","status":"APPROVED",
              "rejected_reason":"NONE","quality_score":{"score":"UNKNOWN"},
              "components":[{"type":"HEADER","format":"TEXT","text":"For {{1}}"},
              {"type":"BODY","text":"Hello"}]}]}
            """));
    assertThat(channel.templates())
        .extracting(
            CatalogTemplate::name,
            CatalogTemplate::parameters,
            CatalogTemplate::quality,
            CatalogTemplate::reason)
        .containsExactly(
            tuple(
                "offer",
                List.of("header.image", "1", "2", "button.1.url", "button.3.code"),
                Optional.of("YELLOW"),
                Optional.of("TAG_CONTENT_MISMATCH")),
            tuple("plain", List.of("header.text"), Optional.empty(), Optional.empty()));
  }

  @Test
  void a_page_that_names_itself_as_the_next_ends_the_list() {
    String page = "{\"data\":[],\"paging\":{\"cursors\":{\"after\":\"b\"},\"next\":\"https://g\"}}";
    graph.page(LIST, Response.of(200, page));
    graph.page(LIST + "&after=b", Response.of(200, page));
    assertThat(channel.templates()).isEmpty();
  }

  @Test
  void a_draft_with_numbered_variables_is_handed_in() throws Exception {
    graph.page(
        PATH, Response.of(200, "{\"id\":\"7\",\"status\":\"PENDING\",\"category\":\"MARKETING\"}"));
    Map<String, String> examples = new LinkedHashMap<>();
    examples.put("2", "Lisbon");
    examples.put("1", "Ana");
    CatalogTemplate submitted =
        channel.submit(
            new TemplateDraft(
                "visit",
                "en_US",
                TemplateCategory.UTILITY,
                Optional.of("Your visit"),
                "Hi {{1}}, see you in {{2}}.",
                examples,
                Optional.of("Reply STOP to stop"),
                List.of("Yes", "No")));
    assertThat(graph.last().method()).isEqualTo("POST");
    assertThat(graph.last().path()).isEqualTo(PATH);
    assertBody(
        """
        {"name":"visit","language":"en_US","category":"UTILITY","components":[
          {"type":"HEADER","format":"TEXT","text":"Your visit"},
          {"type":"BODY","text":"Hi {{1}}, see you in {{2}}.",
           "example":{"body_text":[["Ana","Lisbon"]]}},
          {"type":"FOOTER","text":"Reply STOP to stop"},
          {"type":"BUTTONS","buttons":[
            {"type":"QUICK_REPLY","text":"Yes"},{"type":"QUICK_REPLY","text":"No"}]}]}
        """);
    assertThat(submitted.usable()).isFalse();
    assertThat(submitted.status()).isEqualTo("PENDING");
    assertThat(submitted.category())
        .as("Meta may choose another category")
        .contains(TemplateCategory.MARKETING);
  }

  @Test
  void a_draft_with_named_variables_says_so() throws Exception {
    graph.page(PATH, Response.of(200, "{\"id\":\"7\",\"status\":\"APPROVED\"}"));
    CatalogTemplate submitted =
        channel.submit(
            TemplateDraft.of(
                "hello",
                "en",
                TemplateCategory.MARKETING,
                "Hi {{first_name}}!",
                Map.of("first_name", "Ana")));
    assertBody(
        """
        {"name":"hello","language":"en","category":"MARKETING","parameter_format":"NAMED",
         "components":[{"type":"BODY","text":"Hi {{first_name}}!","example":{
           "body_text_named_params":[{"param_name":"first_name","example":"Ana"}]}}]}
        """);
    assertThat(submitted.usable()).isTrue();
    assertThat(submitted.category()).contains(TemplateCategory.MARKETING);
  }

  /** Meta writes the text of one-time codes itself. */
  @Test
  void a_draft_for_codes_has_no_text_of_its_own() throws Exception {
    graph.page(PATH, Response.of(200, "{\"id\":\"7\",\"status\":\"PENDING\"}"));
    channel.submit(TemplateDraft.of("code", "en", TemplateCategory.AUTHENTICATION, "", Map.of()));
    assertBody(
        """
        {"name":"code","language":"en","category":"AUTHENTICATION","components":[
          {"type":"BODY","add_security_recommendation":true},
          {"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}]}
        """);
  }

  @Test
  void a_refusal_and_a_lost_answer_are_told_apart() {
    TemplateDraft draft =
        TemplateDraft.of("hello", "en", TemplateCategory.MARKETING, "Hi!", Map.of());
    graph.page(PATH, FakeGraph.error(400, 100));
    assertKind(draft, ErrorKind.INVALID_REQUEST);
    graph.loseNextAnswer();
    assertKind(draft, ErrorKind.OUTCOME_UNKNOWN);
  }

  private void assertKind(TemplateDraft draft, ErrorKind kind) {
    assertThatThrownBy(() -> channel.submit(draft))
        .isInstanceOfSatisfying(ProviderException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private void assertBody(String json) throws JsonProcessingException {
    assertThat(GraphApi.JSON.readTree(graph.last().body())).isEqualTo(GraphApi.JSON.readTree(json));
  }
}
