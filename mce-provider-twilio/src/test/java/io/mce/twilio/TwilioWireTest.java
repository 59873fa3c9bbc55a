package io.mce.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.Address;
import io.mce.spi.LookupRequest;
import io.mce.spi.Media;
import io.mce.spi.MediaRef;
import io.mce.spi.Template;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp.Request;
import io.mce.spi.tck.LoopbackHttp.Response;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be asked of Twilio is asked here; a wrong request would not go unnoticed. */
class TwilioWireTest {

  private static final String ACCOUNT = "/2010-04-01/Accounts/" + TwilioRemote.ACCOUNT;
  private static final String FILE = ACCOUNT + "/Messages/MM%032x/Media/ME%032x".formatted(11, 22);

  private final Set<String> operations = new TreeSet<>();
  private final List<Request> requests = new ArrayList<>();

  @Test
  void every_operation_is_asked_for_and_right() throws Exception {
    askForEverything();
    assertThat(operations).isEqualTo(TwilioWire.OURS.operations());
  }

  @Test
  void a_mistake_in_any_place_is_refused() throws Exception {
    askForEverything();
    for (Request right : requests) {
      WireMutants.of(right)
          .forEach((mistake, mutant) ->
              assertThat(TwilioWire.OURS.problems(mutant))
                  .as(mistake + " in " + right)
                  .isNotEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"To", "From", "Body", "StatusCallback"})
  void a_missing_field_is_refused(String field) {
    Request text = text();
    assertThat(TwilioWire.OURS.problems(text)).isEmpty();
    assertThat(TwilioWire.OURS.problems(WireMutants.lacking(text, field))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "To, 5511912345678",
    "To, sms%3A%2B5511912345678",
    "StatusCallback, crm.example",
    "MediaUrl, a.jpg",
    "MessagingServiceSid, AC0123456789abcdef0123456789abcdef",
    "ContentSid, welcome",
    "ContentVariables, Ana"
  })
  void a_value_that_cannot_be_is_refused(String field, String value) {
    assertThat(TwilioWire.OURS.problems(WireMutants.saying(text(), field, value))).isNotEmpty();
  }

  private Request text() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      twilio.send(new Text("Hi"));
      return twilio.remote().received().getLast();
    }
  }

  private void askForEverything() throws Exception {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      twilio.send(new Text("Hi"));
      String sid =
          twilio
              .send(
                  new Media(
                      URI.create("https://files.example/a.jpg?k=1"),
                      "image/jpeg",
                      Optional.of("Look"),
                      Optional.empty()))
              .remoteId();
      twilio
          .channel()
          .lookup(
              new LookupRequest(
                  TwilioFixture.MESSAGE_ID,
                  Optional.of(sid),
                  twilio.remote().recipient(),
                  TwilioFixture.NOON));
      twilio.channel().health();
      Address phone = twilio.remote().recipient();
      twilio
          .remote()
          .serve("/v2/PhoneNumbers/%2B5511912345678", Response.of(200, "{\"valid\":true}"));
      twilio.channel().lookUp(phone, true);
      twilio.channel().lookUp(phone, false);
      twilio.remote().serve(FILE, new Response(307, Map.of("Location", "/storage/22?s=1"), ""));
      twilio.remote().serve("/storage/22", Response.of(200, "bytes"));
      twilio
          .channel()
          .open(new MediaRef("https://api.twilio.com" + FILE, "image/jpeg", Optional.empty()))
          .close();
      remember(twilio);
    }
    try (TwilioFixture twilio =
        TwilioFixture.sms(
            Map.of(
                "apiKeySid", "SK0123456789abcdef0123456789abcdef",
                "apiKeySecret", "key-secret",
                "sender", "",
                "messagingServiceSid", "MG0123456789abcdef0123456789abcdef"))) {
      twilio.channel().health();
      twilio.send(new Text("Hi"));
      remember(twilio);
    }
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      twilio.send(new Text("Hi"));
      twilio.send(new Template("welcome", "en", Map.of("1", "Ana")));
      twilio.channel().templates();
      remember(twilio);
    }
  }

  private void remember(TwilioFixture twilio) {
    operations.addAll(twilio.remote().operations());
    twilio.remote().received().stream()
        .filter(each -> TwilioWire.OURS.operation(each).isPresent())
        .forEach(requests::add);
  }
}
