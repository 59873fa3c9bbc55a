package io.mce.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.Content;
import io.mce.spi.ErrorKind;
import io.mce.spi.Media;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.QuickReply;
import io.mce.spi.QuickReply.Choice;
import io.mce.spi.ReadMarks;
import io.mce.spi.Template;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each request as the official OpenAPI document of the Cloud API has it. */
class SendTest {

  private static final Address ANA = Address.phone("+5511912345678");

  private final FakeGraph graph = new FakeGraph();
  private final WhatsAppCloudChannel channel = graph.channel();

  @AfterEach
  void stop() {
    channel.close();
    graph.close();
  }

  @Test
  void a_text_goes_to_a_phone_number() throws Exception {
    send(ANA, new Text("Olá 👋\n\"ok\"?"));
    assertThat(graph.last().method()).isEqualTo("POST");
    assertThat(graph.last().path()).isEqualTo("/v25.0/106540352242922/messages");
    assertThat(graph.last().headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Authorization", "Bearer EAAJB-token-77");
    assertBody(
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"+5511912345678",
         "biz_opaque_callback_data":"m-1","type":"text",
         "text":{"body":"Olá 👋\\n\\"ok\\"?","preview_url":false}}
        """);
  }

  /** A user id under "to" is answered with 200 and dropped. */
  @Test
  void a_user_id_is_the_recipient_and_never_to() throws Exception {
    send(new Address(AddressScheme.WHATSAPP_USER, "US.13491208655302741918"), new Text("Hi"));
    assertBody(
        """
        {"messaging_product":"whatsapp","recipient_type":"individual",
         "recipient":"US.13491208655302741918","biz_opaque_callback_data":"m-1","type":"text",
         "text":{"body":"Hi","preview_url":false}}
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, image",
    "image/png, image",
    "IMAGE/PNG, image",
    "video/mp4, video",
    "video/3gpp, video",
    "application/pdf, document",
    "image/gif, document",
  })
  void a_file_is_shown_as_its_type_allows(String mimeType, String word) throws Exception {
    send(ANA, file(mimeType, Optional.of("See"), Optional.empty()));
    assertBody(
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"+5511912345678",
         "biz_opaque_callback_data":"m-1","type":"%s",
         "%s":{"link":"https://files.example/a?k=1","caption":"See"}}
        """
            .formatted(word, word));
  }

  @ParameterizedTest
  @CsvSource({
    "audio/aac, audio",
    "audio/amr, audio",
    "audio/mpeg, audio",
    "audio/mp4, audio",
    "audio/ogg; codecs=opus, audio",
    "image/webp, sticker",
  })
  void what_has_no_caption_goes_without_one_or_as_a_document(String mimeType, String word)
      throws Exception {
    send(ANA, file(mimeType, Optional.empty(), Optional.of("a.bin")));
    assertBody(
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"+5511912345678",
         "biz_opaque_callback_data":"m-1","type":"%s",
         "%s":{"link":"https://files.example/a?k=1"}}
        """
            .formatted(word, word));
    send(ANA, file(mimeType, Optional.of("Listen"), Optional.of("a.bin")));
    assertBody(
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"+5511912345678",
         "biz_opaque_callback_data":"m-1","type":"document",
         "document":{"link":"https://files.example/a?k=1","caption":"Listen","filename":"a.bin"}}
        """);
  }

  @Test
  void a_template_has_its_numbered_values_in_order() throws Exception {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("10", "j");
    IntStream.rangeClosed(1, 9).forEach(i -> values.put(String.valueOf(i), "v" + i));
    send(ANA, new Template("welcome", "pt_BR", values));
    assertThat(graph.last().body())
        .contains("{\"type\":\"text\",\"text\":\"v9\"},{\"type\":\"text\",\"text\":\"j\"}]");
    send(ANA, new Template("welcome", "pt_BR", Map.of("1", "Ana")));
    assertBody(
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"+5511912345678",
         "biz_opaque_callback_data":"m-1","type":"template",
         "template":{"name":"welcome","language":{"policy":"deterministic","code":"pt_BR"},
          "components":[{"type":"body","parameters":[{"type":"text","text":"Ana"}]}]}}
        """);
  }

  @Test
  void a_template_has_its_named_values_with_their_names() throws Exception {
    send(ANA, new Template("welcome", "en", Map.of("first_name", "Ana")));
    assertTemplate(
        """
        "components":[{"type":"body","parameters":[
          {"type":"text","text":"Ana","parameter_name":"first_name"}]}]
        """);
  }

  @Test
  void a_template_without_values_has_no_components() throws Exception {
    send(ANA, new Template("welcome", "en", Map.of()));
    assertBody(
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"+5511912345678",
         "biz_opaque_callback_data":"m-1","type":"template",
         "template":{"name":"welcome","language":{"policy":"deterministic","code":"en"}}}
        """);
  }

  @Test
  void a_template_has_values_in_its_header_and_buttons() throws Exception {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("header.image", "https://files.example/a.png");
    values.put("1", "4711");
    values.put("button.0.url", "orders/4711");
    values.put("button.1.payload", "call-me");
    values.put("button.2.code", "SAVE10");
    send(ANA, new Template("welcome", "en", values));
    assertTemplate(
        """
        "components":[
          {"type":"header","parameters":[
            {"type":"image","image":{"link":"https://files.example/a.png"}}]},
          {"type":"body","parameters":[{"type":"text","text":"4711"}]},
          {"type":"button","sub_type":"url","index":"0","parameters":[
            {"type":"text","text":"orders/4711"}]},
          {"type":"button","sub_type":"quick_reply","index":"1","parameters":[
            {"type":"payload","payload":"call-me"}]},
          {"type":"button","sub_type":"copy_code","index":"2","parameters":[
            {"type":"coupon_code","coupon_code":"SAVE10"}]}]
        """);
    send(ANA, new Template("welcome", "en", Map.of("header.text", "Hello")));
    assertTemplate(
        """
        "components":[{"type":"header","parameters":[{"type":"text","text":"Hello"}]}]
        """);
  }

  /** A value would stand where another belongs. */
  @Test
  void values_with_a_gap_are_refused() {
    for (Map<String, String> values :
        List.of(Map.of("1", "a", "3", "b"), Map.of("2", "b"), Map.of("1", "a", "name", "b"))) {
      assertRefused(new Template("welcome", "en", values), ErrorKind.TEMPLATE_UNUSABLE);
    }
  }

  @Test
  void up_to_three_choices_are_buttons() throws Exception {
    send(ANA, new QuickReply("Interested?", List.of(choice("y", "Yes"), choice("n", "No"))));
    assertBody(
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"+5511912345678",
         "biz_opaque_callback_data":"m-1","type":"interactive",
         "interactive":{"type":"button","body":{"text":"Interested?"},
          "action":{"buttons":[
           {"type":"reply","reply":{"id":"y","title":"Yes"}},
           {"type":"reply","reply":{"id":"n","title":"No"}}]}}}
        """);
  }

  @Test
  void more_or_longer_choices_are_a_list() throws Exception {
    send(ANA, new QuickReply("When?", List.of(choice("a", "Tomorrow in the morning"))));
    assertBody(
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"+5511912345678",
         "biz_opaque_callback_data":"m-1","type":"interactive",
         "interactive":{"type":"list","body":{"text":"When?"},
          "action":{"button":"Options","sections":[
           {"rows":[{"id":"a","title":"Tomorrow in the morning"}]}]}}}
        """);
    List<Choice> ten =
        IntStream.range(0, 10).mapToObj(i -> choice("c" + i, "Choice " + i)).toList();
    send(ANA, new QuickReply("Which?", ten));
    assertThat(graph.last().body()).contains("\"type\":\"list\"", "\"id\":\"c9\"");
  }

  /** Half a message is worse than none. */
  @Test
  void nothing_is_cut() {
    assertRefused(
        file("image/png", Optional.of("x".repeat(1025)), Optional.empty()),
        ErrorKind.INVALID_REQUEST);
    assertRefused(
        new QuickReply("x".repeat(1025), List.of(choice("y", "Yes"))), ErrorKind.INVALID_REQUEST);
    assertRefused(
        new QuickReply("When?", List.of(choice("y", "y".repeat(25)))), ErrorKind.INVALID_REQUEST);
    assertRefused(
        new QuickReply("When?", List.of(choice("y".repeat(201), "Yes"))),
        ErrorKind.INVALID_REQUEST);
    assertThat(graph.seen()).isEmpty();
  }

  @Test
  void whether_messages_are_marked_as_read_is_a_setting() {
    assertThat(channel.feature(ReadMarks.class)).isPresent();
    try (WhatsAppCloudChannel silent = graph.channel(Map.of("readMarks", "false"))) {
      assertThat(silent.feature(ReadMarks.class)).isEmpty();
      assertThat(silent.feature(TemplateCatalog.class)).isPresent();
    }
  }

  @Test
  void a_message_is_marked_as_read() throws Exception {
    channel.markRead("wamid.1");
    assertThat(graph.last().path()).isEqualTo("/v25.0/106540352242922/messages");
    assertBody(
        """
        {"messaging_product":"whatsapp","status":"read","message_id":"wamid.1"}
        """);
    channel.showTyping("wamid.2");
    assertBody(
        """
        {"messaging_product":"whatsapp","status":"read","message_id":"wamid.2",
         "typing_indicator":{"type":"text"}}
        """);
  }

  /** It was not sent, whatever became of the call: it may be repeated. */
  @Test
  void a_mark_whose_answer_is_lost_may_be_repeated() {
    graph.loseNextAnswer();
    assertThatThrownBy(() -> channel.markRead("wamid.1"))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  /** Pacing of templates answers 200 too; a status tells the rest. */
  @Test
  void an_answer_without_an_id_is_an_unknown_outcome() {
    graph.answerNext(Response.of(200, "{\"messages\":[]}"));
    assertRefused(new Text("Hi"), ErrorKind.OUTCOME_UNKNOWN);
    graph.answerNext(Response.of(200, "not json"));
    assertRefused(new Text("Hi"), ErrorKind.OUTCOME_UNKNOWN);
  }

  @Test
  void the_address_and_version_of_the_api_are_settings() {
    WhatsAppCloudChannel other =
        graph.channel(Map.of("apiVersion", "v23.0", "apiUrl", graph.url() + "/proxy/"));
    graph.page(
        "/proxy/v23.0/106540352242922/messages",
        Response.of(200, "{\"messages\":[{\"id\":\"wamid.9\"}]}"));
    assertThat(other.send(message(ANA, new Text("Hi"))).remoteId()).isEqualTo("wamid.9");
    other.close();
  }

  private void assertRefused(Content content, ErrorKind kind) {
    assertThatThrownBy(() -> channel.send(message(ANA, content)))
        .isInstanceOfSatisfying(ProviderException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private void assertTemplate(String components) throws JsonProcessingException {
    assertBody(
        """
        {"messaging_product":"whatsapp","recipient_type":"individual","to":"+5511912345678",
         "biz_opaque_callback_data":"m-1","type":"template",
         "template":{"name":"welcome","language":{"policy":"deterministic","code":"en"},%s}}
        """
            .formatted(components));
  }

  private void assertBody(String json) throws JsonProcessingException {
    assertThat(GraphApi.JSON.readTree(graph.last().body())).isEqualTo(GraphApi.JSON.readTree(json));
  }

  private void send(Address to, Content content) {
    channel.send(message(to, content));
  }

  private static OutboundMessage message(Address to, Content content) {
    return OutboundMessage.of("m-1", to, content, "c-1", MessagePurpose.HUMAN);
  }

  private static Media file(String mimeType, Optional<String> caption, Optional<String> name) {
    return new Media(URI.create("https://files.example/a?k=1"), mimeType, caption, name);
  }

  private static Choice choice(String id, String title) {
    return new Choice(id, title);
  }
}
