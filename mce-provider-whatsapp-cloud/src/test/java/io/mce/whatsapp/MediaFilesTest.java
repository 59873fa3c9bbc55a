package io.mce.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.Media;
import io.mce.spi.MediaRef;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderException;
import io.mce.spi.tck.LoopbackHttp.Request;
import io.mce.spi.tck.LoopbackHttp.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files up and down. */
class MediaFilesTest {

  private static final String UPLOAD = "/v25.0/106540352242922/media";
  private static final String INFO = "/v25.0/1003383421387256?phone_number_id=106540352242922";
  private static final String FILE = "/whatsapp_business/attachments/?mid=1003383421387256&ext=1";

  /** Of the bytes "hello file". */
  private static final String HASH =
      "f3877e8a3d98f809d9f844060fbea2864a4b66980a22ff22297014d0c168db2e";

  private final FakeGraph graph = new FakeGraph();
  private final WhatsAppCloudChannel channel = graph.channel(Map.of("files", "UPLOAD"));

  @AfterEach
  void stop() {
    channel.close();
    graph.close();
  }

  @Test
  void a_file_is_fetched_uploaded_and_named_in_the_message() {
    graph.page("/ours/a.pdf", Response.of(200, "%PDF-1.7 bytes"));
    graph.page(UPLOAD, Response.of(200, "{\"id\":\"4490709327384033\"}"));
    channel.send(message("application/pdf", Optional.of("Our \"best\".pdf")));

    assertThat(graph.seen()).hasSize(3);
    Request fetched = graph.seen().getFirst();
    assertThat(fetched.method()).isEqualTo("GET");
    assertThat(fetched.headers())
        .as("the token is Meta's alone")
        .doesNotContainKey("Authorization");
    Request uploaded = graph.seen().get(1);
    assertThat(uploaded.method()).isEqualTo("POST");
    assertThat(uploaded.path()).isEqualTo(UPLOAD);
    assertThat(uploaded.headers()).containsEntry("Authorization", "Bearer EAAJB-token-77");
    String type = uploaded.headers().get("Content-Type");
    assertThat(type).startsWith("multipart/form-data; boundary=");
    String boundary = type.substring(type.indexOf('=') + 1);
    assertThat(uploaded.body())
        .isEqualTo(
            String.join(
                "\r\n",
                "--" + boundary,
                "Content-Disposition: form-data; name=\"messaging_product\"",
                "",
                "whatsapp",
                "--" + boundary,
                "Content-Disposition: form-data; name=\"type\"",
                "",
                "application/pdf",
                "--" + boundary,
                "Content-Disposition: form-data; name=\"file\"; filename=\"Our _best_.pdf\"",
                "Content-Type: application/pdf",
                "",
                "%PDF-1.7 bytes",
                "--" + boundary + "--",
                ""));
    assertThat(graph.last().body())
        .contains("\"document\":{\"id\":\"4490709327384033\",")
        .doesNotContain("link");
  }

  /** Nobody has got anything before the message itself is sent. */
  @Test
  void what_fails_before_the_message_may_be_tried_again() {
    graph.page("/ours/a.pdf", Response.of(404, ""));
    assertRefused("application/pdf", ErrorKind.INVALID_REQUEST);
    graph.page("/ours/a.pdf", Response.of(200, "bytes"));
    graph.page(UPLOAD, Response.of(500, "oops"));
    assertRefused("application/pdf", ErrorKind.UNAVAILABLE);
    graph.page(UPLOAD, FakeGraph.error(500, 131000));
    assertRefused("application/pdf", ErrorKind.UNAVAILABLE);
    graph.page(UPLOAD, FakeGraph.error(400, 131053));
    assertRefused("application/pdf", ErrorKind.CONTENT_REJECTED);
    assertThat(graph.accepted()).isEmpty();
  }

  @Test
  void a_file_that_is_too_large_is_not_uploaded() {
    graph.page("/ours/a.pdf", Response.of(200, "x".repeat(500 * 1024 + 1)));
    assertThatThrownBy(() -> channel.send(message("image/webp", Optional.empty())))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONTENT_REJECTED))
        .hasMessageContaining("512001");
    assertThat(graph.seen()).hasSize(1);
  }

  @Test
  void sending_may_take_three_calls() {
    assertThat(channel.profile().sendTimeout()).isEqualTo(Duration.ofSeconds(4));
    WhatsAppCloudChannel linked = graph.channel();
    assertThat(linked.profile().sendTimeout()).isEqualTo(Duration.ofSeconds(2));
    linked.close();
  }

  @Test
  void a_file_comes_from_the_address_that_meta_gives_with_the_token() throws Exception {
    info(graph.url() + FILE, HASH);
    graph.page(FILE, Response.of(200, "hello file"));
    assertThat(read(file(Optional.empty()))).isEqualTo("hello file");
    assertThat(graph.seen().getFirst().path()).isEqualTo(INFO);
    assertThat(graph.last().method()).isEqualTo("GET");
    assertThat(graph.last().path()).isEqualTo(FILE);
    assertThat(graph.last().headers()).containsEntry("Authorization", "Bearer EAAJB-token-77");
  }

  @Test
  void other_bytes_than_announced_are_not_handed_over() throws Exception {
    info(graph.url() + FILE, HASH);
    graph.page(FILE, Response.of(200, "hello fire"));
    assertNotAnnounced(file(Optional.empty()));
    assertNotAnnounced(file(Optional.of(HASH)));
    graph.page(FILE, Response.of(200, "hello file"));
    assertNotAnnounced(file(Optional.of("ab".repeat(32))));
    assertThat(read(file(Optional.of(HASH)))).isEqualTo("hello file");
  }

  private void assertNotAnnounced(MediaRef media) {
    assertThatThrownBy(() -> channel.open(media))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE))
        .hasMessageContaining("announced");
  }

  /** The token opens everything: it goes to Meta and to nobody else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://files.example/a",
        "https://facebook.com.example/a",
        "https://notfbsbx.com/a",
        "http://lookaside.fbsbx.com/a",
        "http://127.0.0.1:1/a",
        "file:///etc/passwd",
        "not an address",
        "",
      })
  void an_address_that_is_not_metas_is_not_asked(String url) {
    info(url, HASH);
    assertThatThrownBy(() -> channel.open(file(Optional.empty())))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_REQUEST))
        .hasMessageContaining("not its own");
    assertThat(graph.seen()).hasSize(1);
  }

  @Test
  void a_file_that_has_expired_is_told() {
    graph.page(INFO, FakeGraph.error(400, 100));
    assertThatThrownBy(() -> channel.open(file(Optional.empty())))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_REQUEST));
    info(graph.url() + FILE, HASH);
    graph.page(FILE, Response.of(404, ""));
    assertThatThrownBy(() -> channel.open(file(Optional.empty())))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_REQUEST));
  }

  private void info(String url, String hash) {
    graph.page(
        INFO,
        Response.of(
            200,
            """
            {"messaging_product":"whatsapp","url":"%s","mime_type":"image/jpeg","sha256":"%s",
             "file_size":"10","id":"1003383421387256"}
            """
                .formatted(url, hash)));
  }

  private String read(MediaRef media) throws IOException {
    try (InputStream bytes = channel.open(media)) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static MediaRef file(Optional<String> hash) {
    return new MediaRef("1003383421387256", "image/jpeg", Optional.empty(), hash);
  }

  private void assertRefused(String mimeType, ErrorKind kind) {
    assertThatThrownBy(() -> channel.send(message(mimeType, Optional.empty())))
        .isInstanceOfSatisfying(ProviderException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private OutboundMessage message(String mimeType, Optional<String> name) {
    return OutboundMessage.of(
        "m-1",
        Address.phone("+5511912345678"),
        new Media(URI.create(graph.url() + "/ours/a.pdf"), mimeType, Optional.empty(), name),
        "c-1",
        MessagePurpose.HUMAN);
  }
}
