package io.mce.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ChannelCapability;
import io.mce.spi.Cost;
import io.mce.spi.ErrorKind;
import io.mce.spi.InvalidSettingsException;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.ProviderEvent;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.SettingsForm;
import io.mce.spi.Template;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.LoopbackHttp.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings, templates, prices, and asking what became of a message. */
class TwilioChannelTest {

  @ParameterizedTest
  @CsvSource({
    "accountSid,123,accountSid",
    "apiKeySid,SK0123456789abcdef0123456789abcdef,apiKeySecret",
    "apiKeySid,0123456789abcdef0123456789abcdef,apiKeySid",
    "sender,'',sender",
    "sender,whatsapp:+14155550100,sender",
    "messagingServiceSid,MG12,messagingServiceSid",
    "messagesPerSecond,0,messagesPerSecond",
    "apiUrl,ftp://api.twilio.com,apiUrl",
    "apiUrl,https://api.twilio.com?a=b,apiUrl",
    "timeout,5m,timeout"
  })
  void a_setting_that_cannot_be_right_is_named(String name, String value, String problem) {
    try (TwilioRemote remote = new TwilioRemote(TwilioMedium.SMS, Map.of())) {
      Map<String, String> settings = new HashMap<>(remote.settings());
      settings.put(name, value);

      assertThatThrownBy(() -> SettingsForm.of(TwilioSettings.class).bind(settings))
          .isInstanceOfSatisfying(
              InvalidSettingsException.class,
              e -> assertThat(e.problems().getFirst().name()).isEqualTo(problem));
    }
  }

  @Test
  void what_a_channel_can_do_follows_from_its_medium() {
    try (TwilioFixture sms = TwilioFixture.sms(Map.of());
        TwilioFixture mms = TwilioFixture.sms();
        TwilioFixture whatsApp = TwilioFixture.whatsApp()) {
      assertThat(sms.channel().profile().can(ChannelCapability.MEDIA)).isFalse();
      assertThat(mms.channel().profile().can(ChannelCapability.MEDIA)).isTrue();
      assertThat(sms.channel().feature(TemplateCatalog.class)).isEmpty();
      assertThat(whatsApp.channel().feature(TemplateCatalog.class)).isPresent();
      assertThat(whatsApp.channel().feature(PhoneLookup.class)).isPresent();
    }
  }

  @Test
  void a_request_that_takes_too_long_is_not_sent_again() {
    try (TwilioFixture twilio = TwilioFixture.sms(Map.of("timeout", "1s"))) {
      twilio.remote().hangNext();

      assertThat(refusal(() -> twilio.send(new Text("Hello"))).kind())
          .isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
      assertThat(twilio.remote().requests()).isEqualTo(1);
    }
  }

  @Test
  void an_answer_that_stops_in_the_middle_ends_in_time_too() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(201, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitQuietly(over);
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try (TwilioFixture twilio = TwilioFixture.sms(Map.of("apiUrl", url, "timeout", "1s"))) {
      ProviderException lost =
          assertTimeoutPreemptively(
              twilio.channel().profile().sendTimeout().plusMillis(500),
              () -> refusal(() -> twilio.send(new Text("Hello"))));
      assertThat(lost.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
    } finally {
      over.countDown();
      server.stop(0);
    }
  }

  @Test
  void a_message_whose_answer_was_lost_is_told_by_its_callback() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      twilio.remote().loseNextAnswer();
      assertThat(refusal(() -> twilio.send(new Text("Hello"))).kind())
          .isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
      String sid = twilio.remote().accepted().getFirst().remoteId();

      assertThat(twilio.channel().lookup(asked(twilio, Optional.empty())))
          .isInstanceOf(LookupResult.Unknown.class);
      assertThat(twilio.receive(twilio.remote().report(sid, "delivered", Map.of())))
          .singleElement()
          .isInstanceOfSatisfying(
              Receipt.class,
              receipt -> assertThat(receipt.messageId()).contains(TwilioFixture.MESSAGE_ID));
    }
  }

  @Test
  void a_message_is_found_in_the_state_that_twilio_tells() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      String sid = twilio.send(new Text("Hello")).remoteId();
      LookupRequest request = asked(twilio, Optional.of(sid));

      twilio.remote().change(sid, Map.of("status", "queued"));
      assertThat(twilio.channel().lookup(request)).isEqualTo(LookupResult.found(sid));
      twilio.remote().change(sid, Map.of("status", "delivered"));
      assertThat(twilio.channel().lookup(request))
          .isEqualTo(LookupResult.found(sid, ReceiptStatus.DELIVERED));
      twilio.remote().change(sid, Map.of("status", "undelivered", "error_code", 30007));
      assertThat(twilio.channel().lookup(request))
          .isEqualTo(LookupResult.failed(sid, TwilioErrors.detail(30007)));
    }
  }

  @Test
  void a_message_that_twilio_has_deleted_is_not_called_missing() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      assertThat(twilio.channel().lookup(asked(twilio, Optional.of("SM" + "7".repeat(32)))))
          .isInstanceOf(LookupResult.Unknown.class);
    }
  }

  @Test
  void the_price_comes_as_a_receipt_when_twilio_knows_it() {
    try (TwilioFixture twilio = TwilioFixture.sms();
        TwilioPrices prices = twilio.prices()) {
      String sid = twilio.send(new Text("Hello")).remoteId();
      int before = twilio.remote().requests();
      prices.expect(sid);

      prices.collect();
      assertThat(twilio.remote().requests()).as("not before its time").isEqualTo(before);
      twilio.pass(Duration.ofMinutes(1));
      prices.collect();
      assertThat(twilio.context().events()).as("not known yet").isEmpty();
      twilio.remote().change(sid, Map.of("status", "delivered", "price", "-0.00750"));
      twilio.pass(Duration.ofMinutes(10));
      prices.collect();
      twilio.pass(Duration.ofDays(1));
      prices.collect();

      assertThat(twilio.remote().requests()).as("asked twice").isEqualTo(before + 2);
      assertThat(twilio.context().events())
          .singleElement()
          .isInstanceOfSatisfying(
              Receipt.class,
              receipt -> {
                assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
                assertThat(receipt.cost()).contains(Cost.of("0.00750", "USD"));
              });
    }
  }

  @Test
  void a_failure_may_have_a_price_too() {
    try (TwilioFixture twilio = TwilioFixture.sms();
        TwilioPrices prices = twilio.prices()) {
      String sid = twilio.send(new Text("Hello")).remoteId();
      twilio
          .remote()
          .change(sid, Map.of("status", "failed", "error_code", 30007, "price", "-0.001"));
      prices.expect(sid);
      twilio.pass(Duration.ofMinutes(1));
      prices.collect();

      ProviderEvent event = twilio.context().events().getFirst();
      assertThat(((Receipt) event).error()).contains(TwilioErrors.detail(30007));
      assertThat(((Receipt) event).cost()).contains(Cost.of("0.001", "USD"));
    }
  }

  @Test
  void prices_wait_while_twilio_is_away_and_are_given_up_in_the_end() {
    try (TwilioFixture twilio = TwilioFixture.sms();
        TwilioPrices prices = twilio.prices()) {
      String sid = twilio.send(new Text("Hello")).remoteId();
      prices.expect(sid);
      int before = twilio.remote().requests();
      for (int i = 0; i < 6; i++) {
        twilio.remote().answerNext(Response.of(503, "away"));
        twilio.pass(Duration.ofDays(1));
        prices.collect();
      }

      assertThat(twilio.remote().requests() - before).isEqualTo(4);
      assertThat(twilio.context().events()).isEmpty();
    }
  }

  @Test
  void templates_are_listed_with_what_whatsapp_says_of_them() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      assertThat(twilio.channel().templates())
          .containsExactly(
              new CatalogTemplate("welcome", "en", "Old {{1}}", false, "rejected"),
              new CatalogTemplate("welcome", "en", "Hi {{1}}", true, "approved"),
              new CatalogTemplate("draft", "pt_BR", "Oi", false, "unsubmitted"));
    }
  }

  @Test
  void the_list_of_templates_is_asked_for_once_in_ten_minutes() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      twilio.send(new Template("welcome", "EN", Map.of("1", "Ana")));
      twilio.send(new Template("draft", "pt-BR", Map.of()));
      assertThat(lists(twilio)).isEqualTo(1);
      twilio.pass(Duration.ofMinutes(11));
      twilio.send(new Template("welcome", "en", Map.of("1", "Ana")));
      assertThat(lists(twilio)).isEqualTo(2);
    }
  }

  @Test
  void a_list_of_templates_has_pages() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      twilio.remote().serve("/v1/ContentAndApprovals?PageSize=1000", page("1", "?Page=1"));
      twilio.remote().serve("/v1/ContentAndApprovals?Page=1", page("2", ""));

      assertThat(twilio.channel().templates())
          .extracting(CatalogTemplate::name)
          .containsExactly("template 1", "template 2");
    }
  }

  @Test
  void a_template_that_does_not_exist_is_told_before_anything_leaves() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      assertThat(refusal(() -> twilio.send(new Template("nobody", "en", Map.of()))).kind())
          .isEqualTo(ErrorKind.TEMPLATE_UNUSABLE);
      assertThat(refusal(() -> twilio.send(new Template("welcome", "hi", Map.of()))).kind())
          .isEqualTo(ErrorKind.TEMPLATE_UNUSABLE);
      assertThat(twilio.remote().accepted()).isEmpty();
    }
  }

  @Test
  void a_list_of_templates_that_does_not_come_is_no_message_in_doubt() {
    try (TwilioFixture twilio = TwilioFixture.whatsApp()) {
      for (Response answer : List.of(Response.of(500, "oops"), Response.of(200, "<html>"))) {
        twilio.remote().answerNext(answer);
        assertThat(refusal(() -> twilio.send(new Template("welcome", "en", Map.of()))).kind())
            .isEqualTo(ErrorKind.UNAVAILABLE);
      }
      assertThat(twilio.remote().accepted()).isEmpty();
    }
  }

  /** Twilio writes the addresses of pages with its own host, whatever we called. */
  private static Response page(String number, String next) {
    String url = "\"https://content.twilio.com/v1/ContentAndApprovals%s\"";
    return Response.of(
        200,
        """
        {"contents":[{"sid":"HX%s","friendly_name":"template %s","language":"en","types":{}}],
         "meta":{"key":"contents","page":0,"page_size":1000,"previous_page_url":null,
           "first_page_url":%s,"url":%s,"next_page_url":%s}}\
        """
            .formatted(
                number,
                number,
                url.formatted(""),
                url.formatted(""),
                next.isEmpty() ? "null" : url.formatted(next)));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long lists(TwilioFixture twilio) {
    return twilio.remote().received().stream()
        .map(LoopbackHttp.Request::path)
        .filter(path -> path.startsWith("/v1/ContentAndApprovals"))
        .count();
  }

  private static LookupRequest asked(TwilioFixture twilio, Optional<String> remoteId) {
    return new LookupRequest(
        TwilioFixture.MESSAGE_ID, remoteId, twilio.remote().recipient(), TwilioFixture.NOON);
  }

  private static ProviderException refusal(Runnable call) {
    return catchThrowableOfType(ProviderException.class, call::run);
  }
}
