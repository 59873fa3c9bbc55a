package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.Address;
import io.mce.spi.MediaRef;
import io.mce.spi.MessageIn;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.Text;
import io.mce.spi.WebhookRequest;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Telnyx posts about WhatsApp; the content in WhatsApp's own form, under {@code body}. */
class TelnyxWhatsAppWebhooksTest {

  private final TelnyxAccount account = TelnyxAccount.whatsApp();

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void a_text_and_what_it_answers() {
    MessageIn in =
        inbound(
            "{\"type\":\"text\",\"text\":{\"body\":\"Olá 👋\"},\"context\":{\"id\":\"wamid.1\"}}");

    assertThat(in.text()).isEqualTo("Olá 👋");
    assertThat(in.inReplyTo()).contains("wamid.1");
    assertThat(in.from()).isEqualTo(Address.phone("+5511912345678"));
    assertThat(in.to()).contains(Address.phone(TelnyxRemote.SENDER));
  }

  @Test
  void a_pressed_button() {
    MessageIn in =
        inbound(
            "{\"type\":\"interactive\",\"interactive\":{\"type\":\"button_reply\","
                + "\"button_reply\":{\"id\":\"yes\",\"title\":\"Yes, please\"}}}");

    assertThat(in.text()).isEqualTo("Yes, please");
    assertThat(in.choiceId()).contains("yes");
  }

  @Test
  void a_chosen_row_and_a_button_of_a_template() {
    MessageIn row =
        inbound(
            "{\"type\":\"interactive\",\"interactive\":{\"type\":\"list_reply\","
                + "\"list_reply\":{\"id\":\"r1\",\"title\":\"Tomorrow\"}}}");
    MessageIn button =
        inbound("{\"type\":\"button\",\"button\":{\"payload\":\"p1\",\"text\":\"Call me\"}}");

    assertThat(row.choiceId()).contains("r1");
    assertThat(row.text()).isEqualTo("Tomorrow");
    assertThat(button.choiceId()).contains("p1");
    assertThat(button.text()).isEqualTo("Call me");
  }

  @ParameterizedTest
  @CsvSource({"image", "video", "audio", "document", "sticker"})
  void a_file_with_its_caption(String kind) {
    MessageIn in =
        inbound(
            ("{\"type\":\"%s\",\"%s\":{\"url\":\"https://media.telnyx.example/1\","
                    + "\"mime_type\":\"a/b\",\"filename\":\"plan.pdf\",\"caption\":\"See\"}}")
                .formatted(kind, kind));

    assertThat(in.media())
        .containsExactly(
            new MediaRef("https://media.telnyx.example/1", "a/b", Optional.of("plan.pdf")));
    assertThat(in.text()).isEqualTo("See");
  }

  @Test
  void what_cannot_be_read_is_a_message_still() {
    MessageIn in = inbound("{\"type\":\"hologram\",\"hologram\":{\"x\":1}}");

    assertThat(in.text()).isEmpty();
    assertThat(in.media()).isEmpty();
  }

  @Test
  void a_number_without_its_plus_sign_is_the_same_number() {
    assertThat(inbound("{\"text\":{\"body\":\"Hi\"}}", "5511912345678").from())
        .isEqualTo(Address.phone("+5511912345678"));
  }

  @ParameterizedTest
  @CsvSource({
    "message.sent, sent, SENT",
    "message.delivered, delivered, DELIVERED",
    "message.read, read, READ",
    "message.read, '', READ",
    "message.finalized, read, READ",
    "message.finalized, failed, FAILED"
  })
  void how_far_a_message_has_come(String event, String status, ReceiptStatus ours) {
    String sent = account.send(new Text("Hello"));
    WebhookRequest request =
        account.remote.event(event, account.remote.payload(sent, status, "[]"));

    Receipt receipt = (Receipt) account.events(request).getFirst();

    assertThat(receipt.status()).isEqualTo(ours);
    assertThat(receipt.messageId()).contains(TelnyxAccount.MESSAGE_ID);
  }

  /** Where only WhatsApp's own webhook settings apply, the address of a message is not repeated. */
  @Test
  void our_id_comes_back_in_the_callback_data_too() {
    String sent = account.send(new Text("Hello"));
    String payload =
        account
            .remote
            .payload(sent, "read", "[]")
            .replaceFirst(
                "\"webhook_url\":\"[^\"]*\"",
                "\"body\":{\"biz_opaque_callback_data\":\"my-id\"},\"webhook_url\":null");

    Receipt receipt =
        (Receipt) account.events(account.remote.event("message.read", payload)).getFirst();

    assertThat(receipt.messageId()).contains("my-id");
  }

  @Test
  void an_sms_to_the_same_profile_is_left_alone() {
    WebhookRequest sms =
        account.remote.signed(
            account
                .remote
                .inbound(account.remote.recipient(), "Hi")
                .getFirst()
                .text()
                .replace("\"type\":\"WHATSAPP\"", "\"type\":\"SMS\""));

    assertThat(account.events(sms)).isEmpty();
  }

  private MessageIn inbound(String body) {
    return inbound(body, "+5511912345678");
  }

  private MessageIn inbound(String body, String from) {
    String payload =
        """
        {"body":%s,"direction":"inbound","from":{"phone_number":"%s","status":"received"},
         "id":"7ee4241c-f127-47e5-9c34-3aac291f8058","messaging_profile_id":"%s",
         "received_at":"2026-11-21T11:59:58Z","record_type":"message",
         "to":[{"phone_number":"%s"}],"type":"WHATSAPP"}\
        """
            .formatted(body, from, TelnyxRemote.PROFILE, TelnyxRemote.SENDER);
    return (MessageIn) account.events(account.remote.event("message.received", payload)).getFirst();
  }
}
