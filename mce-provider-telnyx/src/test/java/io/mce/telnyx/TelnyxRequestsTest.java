package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.mce.spi.Address;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.LookupRequest;
import io.mce.spi.Media;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every request of the SMS channel, and those that both make, as they stand on the wire. */
class TelnyxRequestsTest {

  private static final String CALLBACK =
      "\"https://crm.example/hooks/account-1?mce-message=" + TelnyxAccount.MESSAGE_ID + "\"";
  private static final String PROFILE = '"' + TelnyxRemote.PROFILE + '"';

  @Test
  void an_sms() {
    try (TelnyxAccount account = TelnyxAccount.sms()) {
      account.send(new Text("Olá \"João\"\n👋 नमस्ते"));

      LoopbackHttp.Request request = sent(account);
      assertThat(request.method() + " " + request.path()).isEqualTo("POST /v2/messages");
      assertThat(WireJson.flat(request.body()))
          .containsOnly(
              entry("/to", "\"+5511912345678\""),
              entry("/from", "\"+15551230000\""),
              entry("/messaging_profile_id", PROFILE),
              entry("/type", "\"SMS\""),
              entry("/text", "\"Olá \"João\"\n👋 नमस्ते\""),
              entry("/webhook_url", CALLBACK));
    }
  }

  @Test
  void an_sms_from_a_sender_of_its_own() {
    try (TelnyxAccount account = TelnyxAccount.sms()) {
      account.channel.send(
          new OutboundMessage(
              "m-1",
              Optional.of(Address.opaque("ACME")),
              account.remote.recipient(),
              new Text("Hello"),
              "conversation",
              MessagePurpose.OUTREACH));

      assertThat(WireJson.flat(sent(account).body())).containsEntry("/from", "\"ACME\"");
    }
  }

  @Test
  void an_sms_whose_sender_the_profile_chooses() {
    try (TelnyxAccount account = TelnyxAccount.sms(Map.of("sender", ""))) {
      account.send(new Text("Hello"));

      assertThat(WireJson.flat(sent(account).body()))
          .doesNotContainKey("/from")
          .containsEntry("/messaging_profile_id", PROFILE);
    }
  }

  @Test
  void an_sms_of_a_number_without_a_profile() {
    try (TelnyxAccount account = TelnyxAccount.sms(Map.of("messagingProfileId", ""))) {
      account.send(new Text("Hello"));

      assertThat(WireJson.flat(sent(account).body()))
          .containsEntry("/from", "\"+15551230000\"")
          .doesNotContainKey("/messaging_profile_id");
    }
  }

  @Test
  void an_mms() {
    try (TelnyxAccount account = TelnyxAccount.sms()) {
      account.send(
          new Media(
              URI.create("https://files.example/a.jpg?key=1"),
              "image/jpeg",
              Optional.of("Our house"),
              Optional.empty()));

      assertThat(WireJson.flat(sent(account).body()))
          .containsEntry("/type", "\"MMS\"")
          .containsEntry("/media_urls/0", "\"https://files.example/a.jpg?key=1\"")
          .containsEntry("/text", "\"Our house\"")
          .containsEntry("/webhook_url", CALLBACK);
    }
  }

  @Test
  void a_message_is_looked_for_by_the_id_of_telnyx() {
    try (TelnyxAccount account = TelnyxAccount.sms()) {
      String id = account.send(new Text("Hello"));
      lookUp(account, Optional.of(id));

      LoopbackHttp.Request request = sent(account);
      assertThat(request.method() + " " + request.path()).isEqualTo("GET /v2/messages/" + id);
    }
  }

  @Test
  void a_message_is_looked_for_by_our_id_among_the_webhooks() {
    try (TelnyxAccount account = TelnyxAccount.sms()) {
      lookUp(account, Optional.empty());

      LoopbackHttp.Request request = sent(account);
      assertThat(request.path()).startsWith("/v2/webhook_deliveries?");
      assertThat(TelnyxQuery.of(request.path().split("\\?", 2)[1]))
          .containsOnly(
              entry("filter[webhook][contains]", "mce-message=" + TelnyxAccount.MESSAGE_ID));
    }
  }

  @Test
  void health_asks_for_the_balance_and_the_profile() {
    try (TelnyxAccount account = TelnyxAccount.sms()) {
      account.channel.health();

      assertThat(account.remote.seen())
          .extracting(LoopbackHttp.Request::path)
          .containsExactly("/v2/balance", "/v2/messaging_profiles/" + TelnyxRemote.PROFILE);
    }
  }

  private static LoopbackHttp.Request sent(TelnyxAccount account) {
    return account.remote.lastRequest();
  }

  private static void lookUp(TelnyxAccount account, Optional<String> remoteId) {
    account
        .channel
        .feature(DeliveryLookup.class)
        .orElseThrow()
        .lookup(
            new LookupRequest(
                TelnyxAccount.MESSAGE_ID, remoteId, account.remote.recipient(), TelnyxRemote.NOON));
  }
}
