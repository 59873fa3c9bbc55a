package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.DeliveryLookup;
import io.mce.spi.LookupRequest;
import io.mce.spi.Media;
import io.mce.spi.QuickReply;
import io.mce.spi.Template;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp.Request;
import io.mce.spi.wire.WireMutants;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be asked of Telnyx is asked here; a wrong request would not go unnoticed. */
class TelnyxWireTest {

  private static final URI FILE = URI.create("https://files.example/a");

  private final Set<String> operations = new TreeSet<>();
  private final List<Request> requests = new ArrayList<>();

  @Test
  void every_operation_is_asked_for_and_right() {
    askForEverything();
    assertThat(operations).isEqualTo(TelnyxWire.OURS.operations());
  }

  @Test
  void a_mistake_in_any_place_is_refused() {
    askForEverything();
    for (Request right : requests) {
      WireMutants.of(right)
          .forEach((mistake, mutant) ->
              assertThat(TelnyxWire.OURS.problems(mutant))
                  .as(mistake + " in " + right)
                  .isNotEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/to", "/type", "/text", "/webhook_url"})
  void a_missing_field_is_refused(String field) {
    try (TelnyxAccount account = TelnyxAccount.sms()) {
      account.send(new Text("Hi"));
      refusedWithout(account.remote.lastRequest(), field);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/from",
        "/to",
        "/type",
        "/whatsapp_message",
        "/whatsapp_message/type",
        "/whatsapp_message/text",
        "/whatsapp_message/text/body"
      })
  void a_missing_field_is_refused_over_whatsapp(String field) {
    try (TelnyxAccount account = TelnyxAccount.whatsApp()) {
      account.send(new Text("Hi"));
      refusedWithout(account.remote.lastRequest(), field);
    }
  }

  private static void refusedWithout(Request right, String field) {
    assertThat(TelnyxWire.OURS.problems(right)).isEmpty();
    assertThat(TelnyxWire.OURS.problems(WireMutants.lacking(right, field))).isNotEmpty();
  }

  private void askForEverything() {
    try (TelnyxAccount account = TelnyxAccount.sms()) {
      String id = account.send(new Text("Hi"));
      account.send(new Media(FILE, "image/jpeg", Optional.of("See"), Optional.empty()));
      lookUp(account, Optional.of(id));
      lookUp(account, Optional.empty());
      account.channel.health();
      remember(account);
    }
    try (TelnyxAccount account = TelnyxAccount.whatsApp(Map.of("businessAccountId", "77"))) {
      account.send(new Text("Hi"));
      for (String type : List.of("image/jpeg", "video/mp4", "application/pdf")) {
        account.send(new Media(FILE, type, Optional.of("See"), Optional.of("f.bin")));
      }
      account.send(new Media(FILE, "audio/mpeg", Optional.empty(), Optional.empty()));
      account.send(new Template("visit", "pt_BR", Map.of("1", "Ana")));
      account.send(new QuickReply("Yes?", List.of(new QuickReply.Choice("y", "Yes"))));
      account.channel.feature(TemplateCatalog.class).orElseThrow().templates();
      remember(account);
    }
  }

  private void remember(TelnyxAccount account) {
    operations.addAll(account.remote.operations());
    requests.addAll(account.remote.seen());
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
