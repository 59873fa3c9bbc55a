package io.mce.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.ErrorKind;
import io.mce.spi.Media;
import io.mce.spi.MediaRef;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.Template;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.LoopbackHttp.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every request as it goes over the line, by what Twilio's specification asks for. */
class TwilioRequestsTest {

  private static final String ACCOUNT = "/2010-04-01/Accounts/" + TwilioRemote.ACCOUNT;
  private static final String CALLBACK =
      "https://crm.example/hooks/account-1?message=" + TwilioFixture.MESSAGE_ID;
  private static final String MEDIA = ACCOUNT + "/Messages/MM%032x/Media/ME%032x".formatted(11, 22);
  private static final String SERVICE = "MG0123456789abcdef0123456789abcdef";

  @Test
  void a_text_is_a_form_of_four_fields() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      twilio.send(new Text("Olá & 100% +1\n👋"));

      LoopbackHttp.Request request = only(twilio);
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo(ACCOUNT + "/Messages.json");
      assertThat(request.headers())
          .containsEntry("Content-Type", "application/x-www-form-urlencoded")
          .containsEntry("Authorization", basic(TwilioRemote.ACCOUNT, TwilioRemote.TOKEN));
      assertThat(request.body().split("&"))
          .containsExactlyInAnyOrder(
              "To=%2B5511912345678",
              "From=%2B14155550100",
              "Body=Ol%C3%A1+%26+100%25+%2B1%0A%F0%9F%91%8B",
              "StatusCallback=https%3A%2F%2Fcrm.example%2Fhooks%2Faccount-1%3Fmessage%3D"
                  + TwilioFixture.MESSAGE_ID);
    }
  }

  @Test
  void an_api_key_logs_in_and_the_account_stays_in_the_path() {
    String key = "SK0123456789abcdef0123456789abcdef";
    try (TwilioFixture twilio =
        TwilioFixture.sms(Map.of("apiKeySid", key, "apiKeySecret", "key-secret"))) {
      twilio.send(new Text("Hello"));

      assertThat(only(twilio).path()).isEqualTo(ACCOUNT + "/Messages.json");
      assertThat(only(twilio).headers()).containsEntry("Authorization", basic(key, "key-secret"));
    }
  }

  @Test
  void a_messaging_service_chooses_the_sender() {
    try (TwilioFixture twilio =
        TwilioFixture.sms(Map.of("sender", "", "messagingServiceSid", SERVICE))) {
      twilio.send(new Text("Hello"));

      assertThat(form(twilio))
          .containsEntry("MessagingServiceSid", List.of(SERVICE))
          .doesNotContainKey("From");
    }
  }

  @Test
  void the_sender_that_a_message_names_goes_before_that_of_the_account() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      twilio
          .channel()
          .send(
              new OutboundMessage(
                  TwilioFixture.MESSAGE_ID,
                  Optional.of(Address.phone("+14155550199")),
                  twilio.remote().recipient(),
                  new Text("Hello"),
                  "conversation",
                  MessagePurpose.HUMAN));

      assertThat(form(twilio)).containsEntry("From", List.of("+14155550199"));
    }
  }

  @Test
  void a_picture_goes_by_its_address_with_its_caption() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      twilio.send(
          new Media(
              URI.create("https://files.example/a.jpg?sig=1&x=2"),
              "image/jpeg",
              Optional.of("Look"),
              Optional.empty()));

      assertThat(form(twilio))
          .containsOnlyKeys("To", "From", "Body", "MediaUrl", "StatusCallback")
          .containsEntry("MediaUrl", List.of("https://files.example/a.jpg?sig=1&x=2"))
          .containsEntry("Body", List.of("Look"));
    }
  }

  @Test
  void whatsapp_addresses_have_their_prefix() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      twilio.send(new Text("Hello"));

      assertThat(form(twilio))
          .containsEntry("To", List.of("whatsapp:+5511912345678"))
          .containsEntry("From", List.of("whatsapp:+14155550100"))
          .containsEntry("StatusCallback", List.of(CALLBACK));
    }
  }

  @Test
  void a_person_without_a_visible_number_is_written_to_by_their_whatsapp_id() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      twilio
          .channel()
          .send(
              OutboundMessage.of(
                  TwilioFixture.MESSAGE_ID,
                  new Address(AddressScheme.WHATSAPP_USER, "US.13491208655302741918"),
                  new Text("Hello"),
                  "conversation",
                  MessagePurpose.HUMAN));

      assertThat(form(twilio)).containsEntry("To", List.of("whatsapp:US.13491208655302741918"));
    }
  }

  @Test
  void a_template_is_sent_by_the_id_of_the_approved_one_with_its_variables() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      twilio.send(new Template("welcome", "en", Map.of("1", "Ana \"A\"")));

      LoopbackHttp.Request list = twilio.remote().received().getFirst();
      assertThat(list.method()).isEqualTo("GET");
      assertThat(list.path()).isEqualTo("/v1/ContentAndApprovals?PageSize=1000");
      assertThat(form(twilio))
          .containsOnlyKeys("To", "From", "ContentSid", "ContentVariables", "StatusCallback")
          .containsEntry("ContentSid", List.of(TwilioRemote.WELCOME))
          .containsEntry("ContentVariables", List.of("{\"1\":\"Ana \\\"A\\\"\"}"));
    }
  }

  @Test
  void a_template_named_by_its_id_needs_no_list() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      twilio.send(new Template(TwilioRemote.WELCOME, "en", Map.of()));

      assertThat(only(twilio).path()).isEqualTo(ACCOUNT + "/Messages.json");
      assertThat(form(twilio)).containsEntry("ContentSid", List.of(TwilioRemote.WELCOME));
    }
  }

  @Test
  void a_message_is_asked_for_by_its_id() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      String sid = twilio.send(new Text("Hello")).remoteId();
      new TwilioApi(twilio.settings(), twilio.context().clock()).fetch(sid);

      assertThat(last(twilio).method()).isEqualTo("GET");
      assertThat(last(twilio).path()).isEqualTo(ACCOUNT + "/Messages/" + sid + ".json");
    }
  }

  @Test
  void health_asks_for_the_account_or_with_an_api_key_for_a_message() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      assertThat(twilio.channel().health().state().name()).isEqualTo("UP");
      assertThat(only(twilio).path()).isEqualTo(ACCOUNT + ".json");
    }
    try (TwilioFixture twilio =
        TwilioFixture.sms(
            Map.of("apiKeySid", "SK" + "1".repeat(32), "apiKeySecret", "key-secret"))) {
      assertThat(twilio.channel().health().state().name()).isEqualTo("UP");
      assertThat(only(twilio).path()).isEqualTo(ACCOUNT + "/Messages.json?PageSize=1");
    }
  }

  @Test
  void a_suspended_account_is_down() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      twilio
          .remote()
          .answerNext(200, Map.of(), Map.of("sid", TwilioRemote.ACCOUNT, "status", "suspended"));

      assertThat(twilio.channel().health().state().name()).isEqualTo("DOWN");
    }
  }

  @Test
  void a_number_is_looked_up_and_the_kind_of_line_only_when_asked_for() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      String path = "/v2/PhoneNumbers/%2B5511912345678";
      twilio
          .remote()
          .serve(
              path,
              Response.of(
                  200,
                  """
                  {"phone_number":"+5511912345678","valid":true,"validation_errors":[],
                   "country_code":"BR","line_type_intelligence":{"type":"mobile"}}\
                  """));
      Address phone = Address.phone("+5511912345678");

      assertThat(twilio.channel().lookUp(phone, true))
          .isEqualTo(new PhoneFacts(true, Optional.of("BR"), Optional.of("mobile")));
      assertThat(last(twilio).path()).isEqualTo(path + "?Fields=line_type_intelligence");
      twilio.channel().lookUp(phone, false);
      assertThat(last(twilio).path()).isEqualTo(path);
    }
  }

  @Test
  void a_file_is_fetched_with_credentials_and_its_storage_without() throws IOException {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      String path = MEDIA;
      twilio.remote().serve(path, new Response(307, Map.of("Location", "/storage/22?sig=1"), ""));
      twilio.remote().serve("/storage/22", Response.of(200, "bytes"));

      try (InputStream file = twilio.channel().open(file("https://api.twilio.com" + path))) {
        assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("bytes");
      }
      List<LoopbackHttp.Request> requests = twilio.remote().received();
      assertThat(requests.getFirst().headers())
          .containsEntry("Authorization", basic(TwilioRemote.ACCOUNT, TwilioRemote.TOKEN));
      assertThat(requests.getLast().path()).isEqualTo("/storage/22?sig=1");
      assertThat(requests.getLast().headers()).doesNotContainKey("Authorization");
    }
  }

  @Test
  void credentials_are_not_taken_to_another_address() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      for (String address :
          List.of(
              "https://evil.example/x",
              "https://api.twilio.com/2010-04-01/Accounts/AC999/Messages/MM1/Media/ME2",
              "file:///etc/passwd")) {
        assertKind(ErrorKind.INVALID_REQUEST, () -> twilio.channel().open(file(address)));
      }
      assertThat(twilio.remote().requests()).isZero();
    }
  }

  @Test
  void a_redirect_to_an_open_line_elsewhere_is_not_followed() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      String path = MEDIA;
      twilio.remote().serve(path, new Response(302, Map.of("Location", "http://10.0.0.1/x"), ""));

      assertKind(
          ErrorKind.REFUSED, () -> twilio.channel().open(file("https://api.twilio.com" + path)));
    }
  }

  @Test
  void a_file_that_is_gone_says_so() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      String path = MEDIA;
      twilio.remote().serve(path, Response.of(404, "{\"code\":20404}"));

      assertKind(
          ErrorKind.INVALID_REQUEST,
          () -> twilio.channel().open(file("https://api.twilio.com" + path)));
    }
  }

  @Test
  void each_product_has_its_host_and_an_override_stands_for_all() {
    assertThat(located("https://api.twilio.com", "https://content.twilio.com/v1/Content"))
        .isEqualTo("https://content.twilio.com/v1/Content");
    assertThat(
            located("https://api.dublin.ie1.twilio.com", "https://lookups.twilio.com/v2/x?y=%2B"))
        .isEqualTo("https://lookups.dublin.ie1.twilio.com/v2/x?y=%2B");
    assertThat(located("http://127.0.0.1:8081/twilio/", "https://content.twilio.com/v1/Content"))
        .isEqualTo("http://127.0.0.1:8081/twilio/v1/Content");
  }

  private static String located(String apiUrl, String resource) {
    try (TwilioFixture twilio = TwilioFixture.sms(Map.of("apiUrl", apiUrl));
        TwilioHttp http = new TwilioHttp(twilio.settings(), twilio.context().clock())) {
      return http.locate(URI.create(resource)).toString();
    }
  }

  private static void assertKind(ErrorKind kind, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(ProviderException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private static MediaRef file(String address) {
    return new MediaRef(address, "image/jpeg", Optional.empty());
  }

  private static LoopbackHttp.Request only(TwilioFixture twilio) {
    assertThat(twilio.remote().received()).hasSize(1);
    return twilio.remote().received().getFirst();
  }

  private static LoopbackHttp.Request last(TwilioFixture twilio) {
    return twilio.remote().received().getLast();
  }

  private static Map<String, List<String>> form(TwilioFixture twilio) {
    return TwilioPosts.fields(last(twilio).body());
  }

  private static String basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
