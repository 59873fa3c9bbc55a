package io.mce.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.Content;
import io.mce.spi.Media;
import io.mce.spi.MediaRef;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.QuickReply;
import io.mce.spi.Template;
import io.mce.spi.TemplateCategory;
import io.mce.spi.TemplateDraft;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp.Request;
import io.mce.spi.tck.LoopbackHttp.Response;
import io.mce.spi.wire.WireMutants;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be asked of Meta is asked here; a wrong request would not go unnoticed. */
class GraphWireTest {

  private static final String MESSAGES = "/v25.0/" + FakeGraph.NUMBER + "/messages";
  private static final String TEMPLATES = "/v25.0/" + FakeGraph.ACCOUNT + "/message_templates";
  private static final String UPLOAD = "/v25.0/" + FakeGraph.NUMBER + "/media";
  private static final String FILE = "/v25.0/99?phone_number_id=" + FakeGraph.NUMBER;

  private final FakeGraph graph = new FakeGraph();
  private final WhatsAppCloudChannel channel = graph.channel();
  private final WhatsAppCloudChannel uploading = graph.channel(Map.of("files", "upload"));

  @AfterEach
  void stop() {
    channel.close();
    uploading.close();
    graph.close();
  }

  @Test
  void every_operation_is_asked_for_and_right() throws Exception {
    askForEverything();
    assertThat(graph.operations()).isEqualTo(GraphWire.OURS.operations());
  }

  @Test
  void a_mistake_in_any_place_is_refused() throws Exception {
    askForEverything();
    for (Request right : graph.seen()) {
      if (GraphWire.OURS.operation(right).isEmpty()) {
        continue; // A file.
      }
      WireMutants.of(right)
          .forEach((mistake, mutant) ->
              assertThat(GraphWire.OURS.problems(mutant))
                  .as(mistake + " in " + right)
                  .isNotEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/messaging_product", "/recipient_type", "/to", "/type", "/text", "/text/body"})
  void a_missing_field_is_refused(String field) {
    send(channel, new Text("Hi"));
    assertThat(GraphWire.OURS.problems(graph.last())).isEmpty();
    assertThat(GraphWire.OURS.problems(WireMutants.lacking(graph.last(), field))).isNotEmpty();
  }

  @Test
  void an_upload_without_what_it_needs_is_refused() throws Exception {
    askForEverything();
    Request upload =
        graph.seen().stream().filter(each -> each.path().equals(UPLOAD)).findFirst().orElseThrow();
    for (String name : List.of("messaging_product", "type", "file")) {
      String body = upload.body().replace("name=\"" + name + "\"", "name=\"other\"");
      assertThat(body).isNotEqualTo(upload.body());
      assertThat(
              GraphWire.OURS.problems(new Request("POST", upload.path(), upload.headers(), body)))
          .isNotEmpty();
    }
  }

  private void askForEverything() throws Exception {
    graph.page("/ours/a.jpg", Response.of(200, "bytes"));
    graph.page(UPLOAD, Response.of(200, "{\"id\":\"44\"}"));
    URI ours = URI.create(graph.url() + "/ours/a.jpg");
    for (String type :
        List.of("image/jpeg", "video/mp4", "audio/ogg", "image/webp", "application/pdf")) {
      Media file = new Media(ours, type, Optional.empty(), Optional.of("a.bin"));
      send(channel, file);
      send(uploading, file);
    }
    send(channel, new Media(ours, "image/jpeg", Optional.of("See"), Optional.empty()));
    send(channel, new Text("Hi"));
    channel.send(
        message(new Address(AddressScheme.WHATSAPP_USER, "BR.1349120865"), new Text("Hi")));
    send(channel, new Template("hello", "pt_BR", Map.of()));
    send(
        channel,
        new Template(
            "offer",
            "en",
            Map.of(
                "header.text", "Hi",
                "1", "Ana",
                "button.0.url", "x",
                "button.1.payload", "p",
                "button.2.code", "C25")));
    send(
        channel,
        new Template(
            "offer", "en", Map.of("header.image", "https://files.example/a", "name", "Ana")));
    send(channel, choices("Yes", "No"));
    send(channel, choices("This is longer than a but", "No"));
    channel.markRead("wamid.1");
    channel.showTyping("wamid.1");
    channel.health();
    graph.page(
        "/v25.0/" + FakeGraph.NUMBER + "?fields=whatsapp_business_manager_messaging_limit",
        Response.of(200, "{\"whatsapp_business_manager_messaging_limit\":\"TIER_1K\"}"));
    channel.recipientLimit();
    String list =
        "?fields=id%2Cname%2Clanguage%2Cstatus%2Ccategory%2Ccomponents%2Cquality_score"
            + "%2Crejected_reason&limit=100";
    graph.page(
        TEMPLATES + list,
        Response.of(
            200, "{\"data\":[],\"paging\":{\"next\":\"x\",\"cursors\":{\"after\":\"b\"}}}"));
    graph.page(TEMPLATES + list + "&after=b", Response.of(200, "{\"data\":[]}"));
    channel.templates();
    graph.page(TEMPLATES, Response.of(200, "{\"id\":\"7\",\"status\":\"PENDING\"}"));
    channel.submit(
        new TemplateDraft(
            "visit",
            "en_US",
            TemplateCategory.UTILITY,
            Optional.of("Your visit"),
            "Hi {{1}}",
            Map.of("1", "Ana"),
            Optional.of("Bye"),
            List.of("Yes", "No")));
    channel.submit(TemplateDraft.of("code", "en", TemplateCategory.AUTHENTICATION, "", Map.of()));
    channel.submit(
        TemplateDraft.of(
            "named", "en", TemplateCategory.MARKETING, "Hi {{who}}", Map.of("who", "Ana")));
    graph.page(
        FILE,
        Response.of(
            200, "{\"url\":\"%s/whatsapp_business/attachments/a\"}".formatted(graph.url())));
    graph.page("/whatsapp_business/attachments/a", Response.of(200, "bytes"));
    channel.open(new MediaRef("99", "image/jpeg", Optional.empty())).close();
  }

  private static QuickReply choices(String first, String second) {
    return new QuickReply(
        "Interested?",
        List.of(
            new QuickReply.Choice("y", first.substring(0, Math.min(24, first.length()))),
            new QuickReply.Choice("n", second)));
  }

  private void send(WhatsAppCloudChannel by, Content content) {
    by.send(message(graph.recipient(), content));
    assertThat(graph.last().path()).isEqualTo(MESSAGES);
  }

  private static OutboundMessage message(Address to, Content content) {
    return OutboundMessage.of("m-1", to, content, "c-1", MessagePurpose.HUMAN);
  }
}
