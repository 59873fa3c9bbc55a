package io.mce.telnyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.mce.spi.CatalogTemplate;
import io.mce.spi.Content;
import io.mce.spi.ErrorKind;
import io.mce.spi.Media;
import io.mce.spi.QuickReply;
import io.mce.spi.Template;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every request of the WhatsApp channel, as it stands on the wire. */
class TelnyxWhatsAppRequestsTest {

  private static final String CALLBACK =
      "\"https://crm.example/hooks/account-1?mce-message=" + TelnyxAccount.MESSAGE_ID + "\"";
  private static final String PROFILE = '"' + TelnyxRemote.PROFILE + '"';
  private static final String SAID = "/whatsapp_message";

  @Test
  void a_text_over_whatsapp() {
    try (TelnyxAccount account = TelnyxAccount.whatsApp()) {
      account.send(new Text("Olá"));

      LoopbackHttp.Request request = sent(account);
      assertThat(request.method() + " " + request.path()).isEqualTo("POST /v2/messages/whatsapp");
      assertThat(WireJson.flat(request.body()))
          .containsOnly(
              entry("/to", "\"+5511912345678\""),
              entry("/from", "\"+15551230000\""),
              entry("/type", "\"WHATSAPP\""),
              entry("/messaging_profile_id", PROFILE),
              entry("/webhook_url", CALLBACK),
              entry(SAID + "/type", "\"text\""),
              entry(SAID + "/text/body", "\"Olá\""),
              entry(SAID + "/biz_opaque_callback_data", '"' + TelnyxAccount.MESSAGE_ID + '"'));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, image",
    "image/png, image",
    "image/gif, document",
    "video/mp4, video",
    "video/3gpp, video",
    "audio/ogg; codecs=opus, audio",
    "audio/mpeg, audio",
    "audio/wav, document",
    "application/pdf, document",
    "TEXT/PLAIN, document"
  })
  void a_file_over_whatsapp(String mimeType, String kind) {
    try (TelnyxAccount account = TelnyxAccount.whatsApp()) {
      URI url = URI.create("https://files.example/f");
      Optional<String> caption = kind.equals("audio") ? Optional.empty() : Optional.of("See");
      account.send(new Media(url, mimeType, caption, Optional.of("f.bin")));

      SortedMap<String, String> body = WireJson.flat(sent(account).body());
      assertThat(body)
          .containsEntry(SAID + "/type", '"' + kind + '"')
          .containsEntry(SAID + "/" + kind + "/link", "\"https://files.example/f\"");
      assertThat(body.containsKey(SAID + "/" + kind + "/caption")).isEqualTo(caption.isPresent());
      assertThat(body.containsKey(SAID + "/" + kind + "/filename"))
          .isEqualTo(kind.equals("document"));
    }
  }

  @Test
  void a_template_is_filled_in_the_order_of_its_variables() {
    try (TelnyxAccount account = TelnyxAccount.whatsApp()) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 12; i >= 1; i--) {
        values.put(String.valueOf(i), "value " + i);
      }
      account.send(new Template("visit", "pt_BR", values));

      SortedMap<String, String> body = WireJson.flat(sent(account).body());
      String template = SAID + "/template";
      assertThat(body)
          .containsEntry(SAID + "/type", "\"template\"")
          .containsEntry(template + "/name", "\"visit\"")
          .containsEntry(template + "/language/code", "\"pt_BR\"")
          .containsEntry(template + "/components/0/type", "\"body\"");
      for (int i = 1; i <= 12; i++) {
        String parameter = template + "/components/0/parameters/" + (i - 1);
        assertThat(body)
            .containsEntry(parameter + "/type", "\"text\"")
            .containsEntry(parameter + "/text", "\"value " + i + "\"");
      }
    }
  }

  @Test
  void a_template_without_variables_has_no_components() {
    try (TelnyxAccount account = TelnyxAccount.whatsApp()) {
      account.send(new Template("hello", "en", Map.of()));

      assertThat(WireJson.flat(sent(account).body()))
          .noneSatisfy((field, value) -> assertThat(field).contains("components"));
    }
  }

  @Test
  void buttons_over_whatsapp() {
    try (TelnyxAccount account = TelnyxAccount.whatsApp()) {
      account.send(
          new QuickReply(
              "Interested?",
              List.of(new QuickReply.Choice("y", "Yes"), new QuickReply.Choice("n", "No"))));

      String asked = SAID + "/interactive";
      assertThat(WireJson.flat(sent(account).body()))
          .containsEntry(SAID + "/type", "\"interactive\"")
          .containsEntry(asked + "/type", "\"button\"")
          .containsEntry(asked + "/body/text", "\"Interested?\"")
          .containsEntry(asked + "/action/buttons/0/type", "\"reply\"")
          .containsEntry(asked + "/action/buttons/0/reply/id", "\"y\"")
          .containsEntry(asked + "/action/buttons/1/reply/title", "\"No\"");
    }
  }

  @Test
  void what_whatsapp_would_refuse_does_not_leave() {
    try (TelnyxAccount account = TelnyxAccount.whatsApp()) {
      QuickReply.Choice choice = new QuickReply.Choice("y", "Yes");
      URI url = URI.create("https://files.example/f");
      List<Content> refused = new ArrayList<>();
      refused.add(new QuickReply("Which?", Collections.nCopies(4, choice)));
      refused.add(new QuickReply("x".repeat(1025), List.of(choice)));
      refused.add(new QuickReply("Which?", List.of(new QuickReply.Choice("y", "y".repeat(21)))));
      refused.add(new QuickReply("Which?", List.of(new QuickReply.Choice("y".repeat(257), "y"))));
      refused.add(new Media(url, "audio/ogg", Optional.of("Listen"), Optional.empty()));

      assertThat(refused)
          .allSatisfy(content ->
              assertThat(account.refused(content).kind()).isEqualTo(ErrorKind.INVALID_REQUEST));
      for (String name : List.of("name", "2", "01")) {
        assertThat(account.refused(new Template("t", "en", Map.of(name, "Ana"))).kind())
            .isEqualTo(ErrorKind.TEMPLATE_UNUSABLE);
      }
      assertThat(account.remote.requests()).isZero();
    }
  }

  /**
   * The path in the specification begins with a version of its own; the documentation's has one.
   */
  @Test
  void templates_are_listed_by_pages() {
    try (TelnyxAccount account = TelnyxAccount.whatsApp(Map.of("businessAccountId", "waba/1 2"))) {
      List<CatalogTemplate> templates =
          account.channel.feature(TemplateCatalog.class).orElseThrow().templates();

      assertThat(templates)
          .containsExactly(
              new CatalogTemplate("visit", "pt_BR", "Olá {{1}}", true, "APPROVED"),
              new CatalogTemplate("visit", "en", "", false, "PAUSED"),
              new CatalogTemplate("offer", "en", "", false, "REJECTED"));
      assertThat(account.remote.seen())
          .hasSize(2)
          .allSatisfy(
              request -> assertThat(request.path()).startsWith("/v2/whatsapp/message_templates?"));
      assertThat(TelnyxQuery.of(account.remote.lastRequest().path().split("\\?", 2)[1]))
          .containsOnly(
              entry("page[number]", "2"),
              entry("page[size]", "250"),
              entry("filter[waba_id]", "waba/1 2"));
    }
  }

  private static LoopbackHttp.Request sent(TelnyxAccount account) {
    return account.remote.lastRequest();
  }
}
