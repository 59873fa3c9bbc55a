package io.mce.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.Health;
import io.mce.spi.HealthNotice;
import io.mce.spi.MarketingChoice;
import io.mce.spi.MediaRef;
import io.mce.spi.MessageEcho;
import io.mce.spi.MessageIn;
import io.mce.spi.Pricing;
import io.mce.spi.ProviderEvent;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.WebhookResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write, what becomes of messages, and what the phone sends. */
class MessageReaderTest {

  private static final Address ANA = Address.phone("+5511912345678");
  private static final Address USER =
      new Address(AddressScheme.WHATSAPP_USER, "BR.13491208655302741918");
  private static final Instant AT = Instant.ofEpochSecond(1_763_726_400);

  private final FakeGraph graph = new FakeGraph();
  private final WhatsAppCloudChannel channel = graph.channel();

  @AfterEach
  void stop() {
    channel.close();
    graph.close();
  }

  @Test
  void a_text_comes_with_who_when_and_to_whom() throws Exception {
    MessageIn message = in("\"type\":\"text\",\"text\":{\"body\":\"Olá 👋\"}");
    assertThat(message.from()).isEqualTo(ANA);
    assertThat(message.at()).isEqualTo(AT);
    assertThat(message.to()).contains(Address.phone("+15550783881"));
    assertThat(message.remoteId()).isEqualTo("wamid.HBgN");
    assertThat(message.text()).isEqualTo("Olá 👋");
    assertThat(message.senderName()).contains("Ana");
    assertThat(message.choiceId()).isEmpty();
    assertThat(message.inReplyTo()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"type\":\"button\",\"button\":{\"payload\":\"yes-1\",\"text\":\"Yes\"}|Yes|yes-1",
        "\"type\":\"interactive\",\"interactive\":{\"type\":\"button_reply\",\"button_reply\":"
            + "{\"id\":\"y\",\"title\":\"Yes\"}}|Yes|y",
        "\"type\":\"interactive\",\"interactive\":{\"type\":\"list_reply\",\"list_reply\":"
            + "{\"id\":\"y\",\"title\":\"Yes\",\"description\":\"d\"}}|Yes|y",
        "\"type\":\"interactive\",\"interactive\":{\"type\":\"nfm_reply\",\"nfm_reply\":"
            + "{\"name\":\"flow\",\"body\":\"Sent\",\"response_json\":\"{}\"}}|Sent|",
        "\"type\":\"location\",\"location\":{\"latitude\":12.97,\"longitude\":77.59,"
            + "\"name\":\"Site\",\"address\":\"MG Road\"}|Site, MG Road, 12.97, 77.59|",
        "\"type\":\"contacts\",\"contacts\":[{\"name\":{\"formatted_name\":\"Rui\"},"
            + "\"phones\":[{\"phone\":\"+351 9\"}]}]|Rui, +351 9|",
        "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.0\",\"emoji\":\"👍\"}|👍|",
        "\"type\":\"order\",\"order\":{\"catalog_id\":\"1\"}|''|",
        "\"type\":\"unsupported\",\"errors\":[{\"code\":131051}]|''|",
        "\"type\":\"hologram\",\"hologram\":{\"id\":\"1\"}|''|",
      })
  void each_kind_of_message_has_its_words(String content, String text, String choice)
      throws Exception {
    MessageIn message = in(content);
    assertThat(message.text()).isEqualTo(text);
    assertThat(message.choiceId()).isEqualTo(Optional.ofNullable(choice));
    assertThat(message.media()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "video", "audio", "document", "sticker"})
  void a_file_comes_with_its_hash(String type) throws Exception {
    MessageIn message =
        in(
            """
            "type":"%s","%s":{"id":"1003383421387256","mime_type":"a/b","caption":"See",
              "filename":"a.bin","sha256":"SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI="}
            """
                .formatted(type, type));
    assertThat(message.text()).isEqualTo("See");
    assertThat(message.media())
        .containsExactly(
            new MediaRef(
                "1003383421387256",
                "a/b",
                Optional.of("a.bin"),
                Optional.of("49f227634806293b0995459bc310b593e1400f41591efcf07e9bced335f41942")));
  }

  @Test
  void a_reply_and_a_reaction_name_what_they_answer() throws Exception {
    assertThat(
            in("\"context\":{\"from\":\"1\",\"id\":\"wamid.0\"},\"type\":\"text\",\"text\":{\"body\":\"Hi\"}")
                .inReplyTo())
        .contains("wamid.0");
    assertThat(
            in("\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.0\",\"emoji\":\"👍\"}")
                .inReplyTo())
        .contains("wamid.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\":\"system\",\"system\":{\"type\":\"user_changed_number\"}",
        "\"type\":\"reaction\",\"reaction\":{\"message_id\":\"wamid.0\"}",
        "\"type\":\"request_welcome\"",
        "\"type\":\"revoke\",\"revoke\":{}",
        "\"type\":\"edit\",\"edit\":{}",
      })
  void what_nobody_wrote_is_no_message(String content) throws Exception {
    assertThat(events("messages", inbound("\"from\":\"5511912345678\",", content))).isEmpty();
  }

  /** Somebody with a username, whose number WhatsApp does not show. */
  @Test
  void a_person_without_a_number_is_known_by_the_user_id() throws Exception {
    String text = "\"type\":\"text\",\"text\":{\"body\":\"Hi\"}";
    List<ProviderEvent> named =
        events("messages", inbound("\"from_user_id\":\"BR.13491208655302741918\",", text));
    assertThat(((MessageIn) named.getFirst()).from()).isEqualTo(USER);
    ObjectNode contactOnly = inbound("", text);
    contactOnly
        .putArray("contacts")
        .addObject()
        .put("user_id", "BR.13491208655302741918")
        .putObject("profile")
        .put("name", "Ana");
    MessageIn message = (MessageIn) events("messages", contactOnly).getFirst();
    assertThat(message.from()).isEqualTo(USER);
    assertThat(message.alias()).isEmpty();
    assertThat(message.senderName()).contains("Ana");
  }

  @Test
  void a_number_goes_before_the_user_id() throws Exception {
    String text = "\"type\":\"text\",\"text\":{\"body\":\"Hi\"}";
    List<ProviderEvent> events =
        events(
            "messages",
            inbound(
                "\"from_user_id\":\"BR.13491208655302741918\",\"from\":\"5511912345678\",", text));
    MessageIn message = (MessageIn) events.getFirst();
    assertThat(message.from()).isEqualTo(ANA);
    assertThat(message.alias()).contains(USER);
  }

  /** Refusing would bring it again for days, with all that came beside it. */
  @Test
  void a_message_of_nobody_is_told_and_keeps_no_other() throws Exception {
    ObjectNode value = inbound("", "\"type\":\"text\",\"text\":{\"body\":\"Hi\"}");
    value
        .withArray("messages")
        .add(
            message("\"from\":\"5511912345678\",", "\"type\":\"text\",\"text\":{\"body\":\"Ho\"}"));
    List<ProviderEvent> events = events("messages", value);
    assertThat(events).hasSize(2);
    assertThat(((HealthNotice) events.getFirst()).health().state())
        .isEqualTo(Health.State.DEGRADED);
    assertThat(((MessageIn) events.getLast()).text()).isEqualTo("Ho");
  }

  /** Meta's ids of messages are the phone number in base64. */
  @Test
  void event_ids_do_not_hold_what_meta_puts_into_its_own() throws Exception {
    assertThat(in("\"type\":\"text\",\"text\":{\"body\":\"Hi\"}").eventId())
        .doesNotContain("HBgN")
        .matches("in:[0-9a-f]{32}");
  }

  @Test
  void a_status_tells_under_which_rate_it_is_billed() throws Exception {
    Receipt paid =
        receipt(
            """
            "status":"delivered","pricing":{"billable":true,"pricing_model":"PMP",
              "type":"regular","category":"marketing"}
            """);
    assertThat(paid.status()).isEqualTo(ReceiptStatus.DELIVERED);
    assertThat(paid.at()).isEqualTo(AT);
    assertThat(paid.remoteId()).isEqualTo("wamid.HBgN");
    assertThat(paid.messageId()).contains("m-1");
    assertThat(paid.pricing()).contains(new Pricing("marketing", true, "PMP"));
    assertThat(paid.cost()).isEmpty();
    assertThat(
            receipt(
                    """
                    "status":"sent","pricing":{"billable":true,"pricing_model":"PMP",
                      "type":"free_customer_service","category":"service"}
                    """)
                .pricing())
        .contains(new Pricing("service", false, "PMP"));
    assertThat(
            receipt(
                    """
                    "status":"sent","pricing":{"billable":false,"pricing_model":"CBP",
                      "category":"referral_conversion"}
                    """)
                .pricing())
        .contains(new Pricing("referral_conversion", false, "CBP"));
    assertThat(receipt("\"status\":\"read\"").pricing()).isEmpty();
  }

  @Test
  void a_voice_message_that_was_played_was_read() throws Exception {
    Receipt played = receipt("\"status\":\"played\"");
    assertThat(played.status()).isEqualTo(ReceiptStatus.READ);
    assertThat(played.eventId()).isNotEqualTo(receipt("\"status\":\"read\"").eventId());
  }

  @Test
  void what_was_written_on_the_phone_appears() throws Exception {
    ObjectNode value = FakeGraph.value();
    value
        .putArray("message_echoes")
        .add(
            GraphApi.JSON.readTree(
                """
                {"from":"15550783881","to":"+5511912345678","id":"wamid.HBgN",
                 "timestamp":"1763726400","type":"text","text":{"body":"On my way"}}
                """));
    MessageEcho echo = (MessageEcho) events("smb_message_echoes", value).getFirst();
    assertThat(echo.to()).isEqualTo(ANA);
    assertThat(echo.from()).contains(Address.phone("+15550783881"));
    assertThat(echo.text()).isEqualTo("On my way");
    assertThat(echo.at()).isEqualTo(AT);
    assertThat(echo.remoteId()).isEqualTo("wamid.HBgN");
    assertThat(echo.eventId()).matches("echo:[0-9a-f]{32}");
  }

  @Test
  void an_echo_has_its_file_and_goes_to_a_user_id_too() throws Exception {
    ObjectNode value = FakeGraph.value();
    value
        .putArray("message_echoes")
        .add(
            GraphApi.JSON.readTree(
                """
                {"from":"15550783881","to_user_id":"BR.13491208655302741918","id":"wamid.2",
                 "timestamp":"1763726400","type":"image",
                 "image":{"id":"77","mime_type":"image/png","caption":"Plan"}}
                """));
    MessageEcho echo = (MessageEcho) events("smb_message_echoes", value).getFirst();
    assertThat(echo.to()).isEqualTo(USER);
    assertThat(echo.text()).isEqualTo("Plan");
    assertThat(echo.media()).containsExactly(new MediaRef("77", "image/png", Optional.empty()));
  }

  @Test
  void who_stops_marketing_in_the_app_is_heard() throws Exception {
    ObjectNode value = FakeGraph.value();
    value
        .putArray("user_preferences")
        .add(preference("marketing_messages", "stop"))
        .add(preference("marketing_messages", "resume"))
        .add(preference("marketing_messages", "perhaps"))
        .add(preference("weather", "stop"));
    List<ProviderEvent> events = events("user_preferences", value);
    assertThat(events)
        .extracting(event -> ((MarketingChoice) event).wanted())
        .containsExactly(false, true);
    assertThat(events)
        .allMatch(event -> ((MarketingChoice) event).from().equals(ANA))
        .allMatch(event -> event.at().equals(AT))
        .extracting(ProviderEvent::eventId)
        .doesNotHaveDuplicates();
  }

  private static ObjectNode preference(String category, String wish) {
    return GraphApi.JSON
        .createObjectNode()
        .put("wa_id", "5511912345678")
        .put("detail", "User requested")
        .put("category", category)
        .put("value", wish)
        .put("timestamp", 1_763_726_400);
  }

  private MessageIn in(String content) throws JsonProcessingException {
    ObjectNode value = inbound("\"from\":\"5511912345678\",", content);
    value
        .putArray("contacts")
        .addObject()
        .put("wa_id", "5511912345678")
        .putObject("profile")
        .put("name", "Ana");
    return (MessageIn) events("messages", value).getFirst();
  }

  private Receipt receipt(String content) throws JsonProcessingException {
    ObjectNode value = FakeGraph.value();
    value
        .putArray("statuses")
        .add(
            GraphApi.JSON.readTree(
                """
                {"id":"wamid.HBgN","timestamp":"1763726400","recipient_id":"5511912345678",
                 "biz_opaque_callback_data":"m-1",%s}
                """
                    .formatted(content)));
    return (Receipt) events("messages", value).getFirst();
  }

  private static ObjectNode inbound(String from, String content) throws JsonProcessingException {
    ObjectNode value = FakeGraph.value();
    value.putArray("messages").add(message(from, content));
    return value;
  }

  private static ObjectNode message(String from, String content) throws JsonProcessingException {
    return (ObjectNode)
        GraphApi.JSON.readTree(
            "{\"id\":\"wamid.HBgN\",\"timestamp\":\"1763726400\",%s%s}".formatted(from, content));
  }

  private List<ProviderEvent> events(String field, ObjectNode value) {
    return ((WebhookResult.Received) channel.receive(FakeGraph.post(field, value))).events();
  }
}
