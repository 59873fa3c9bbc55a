package io.mce.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadQuery;
import io.mce.notification.Notice;
import io.mce.spi.WebhookRequest;
import io.mce.testing.MceExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What sources send is taken once; what is not theirs, or holds no lead, waits for a person. */
final class LeadHooksTest {

  private static final String SECRET = "It's a Secret to Everybody";
  private static final String ANA = "{\"name\":\"Ana\",\"phone\":\"+5511987654321\"}";

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  /** The example that GitHub documents for this scheme. */
  @Test
  void a_signature_of_another_implementation_is_understood() {
    WebhookRequest request =
        request(
            "Hello, World!",
            Map.of(
                "X-Hub-Signature-256",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"));
    assertThat(HookSignature.HUB.isGenuine(request, SECRET)).isTrue();
    assertThat(HookSignature.HUB.isGenuine(request, SECRET + "!")).isFalse();
    assertThat(
            HookSignature.HUB.isGenuine(
                request.withBody("Hello, World?".getBytes(StandardCharsets.UTF_8)), SECRET))
        .isFalse();
  }

  private static WebhookRequest request(String body, Map<String, String> headers) {
    Map<String, List<String>> all = new HashMap<>();
    all.put("Content-Type", List.of("application/json"));
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return new WebhookRequest(
        "POST",
        URI.create("http://localhost/api/hooks/key"),
        all,
        Map.of(),
        body.getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH);
  }

  private static WebhookRequest signed(String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return request(
        body,
        Map.of(
            "X-Hub-Signature-256",
            "sha256="
                + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)))));
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    private MceEngine engine;
    private Actor actor;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void organization() {
      engine = mce.engine();
      actor = Actor.system(engine.organizations().ensure("acme", "Acme").id(), "host");
    }

    private String source(HookSignature signature) {
      LeadSourceDraft draft =
          signature == HookSignature.NONE
              ? LeadSourceDraft.of("Landing")
              : LeadSourceDraft.signed("Landing", signature, SECRET);
      return engine.leadSources().create(actor, draft).key();
    }

    private HookReceipt send(String key, WebhookRequest request) {
      return engine.leadHooks().receive(key, request);
    }

    private void assertRefused(ErrorCode code, String key, WebhookRequest request) {
      assertThatThrownBy(() -> send(key, request))
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private List<HeldDelivery> held() {
      return engine.leadHooks().held(actor, PageRequest.first()).items();
    }

    private int leads() {
      return engine.leads().list(actor, LeadQuery.all(), PageRequest.first()).items().size();
    }

    @Test
    void the_same_bytes_are_taken_once_a_day() {
      String key = source(HookSignature.NONE);
      HookReceipt first = send(key, request(ANA, Map.of()));
      assertThat(first.repeated()).isFalse();
      assertThat(first.results().getFirst().outcome()).isEqualTo(IntakeOutcome.CREATED);
      mce.advance(Duration.ofHours(23));
      HookReceipt again = send(key, request(ANA, Map.of()));
      assertThat(again.repeated()).isTrue();
      assertThat(again.results().getFirst().leadId())
          .isEqualTo(first.results().getFirst().leadId());
      assertThat(again.results().getFirst().outcome()).isEqualTo(IntakeOutcome.CREATED);
      mce.advance(Duration.ofHours(2));
      HookReceipt later = send(key, request(ANA, Map.of()));
      assertThat(later.repeated()).as("the person filled in the form again").isFalse();
      assertThat(later.results().getFirst().outcome()).isEqualTo(IntakeOutcome.SKIPPED);
      assertThat(send(key, request(ANA, Map.of())).repeated()).isTrue();
      assertThat(leads()).isEqualTo(1);
    }

    @Test
    void what_its_sender_names_is_taken_once_whatever_it_holds_then() {
      String key = source(HookSignature.NONE);
      Map<String, String> named = Map.of("Webhook-Id", "msg_1");
      assertThat(send(key, request(ANA, named)).repeated()).isFalse();
      mce.advance(Duration.ofDays(3));
      assertThat(send(key, request(ANA.replace("Ana", "Bea"), named)).repeated()).isTrue();
      assertThat(send(key, request(ANA, Map.of("Webhook-Id", "msg_2"))).repeated()).isFalse();
      String other = engine.leadSources().create(actor, LeadSourceDraft.of("Other")).key();
      assertThat(send(other, request(ANA, named)).repeated())
          .as("another source has names of its own")
          .isFalse();
    }

    @Test
    void sent_ten_times_at_once_it_is_taken_once() throws Exception {
      String key = source(HookSignature.NONE);
      try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
        Callable<HookReceipt> send = () -> send(key, request(ANA, Map.of("Webhook-Id", "one")));
        List<Future<HookReceipt>> sent =
            threads.invokeAll(List.of(send, send, send, send, send, send, send, send, send, send));
        int fresh = 0;
        for (Future<HookReceipt> each : sent) {
          fresh += each.get().repeated() ? 0 : 1;
          assertThat(each.get().results()).hasSize(1);
        }
        assertThat(fresh).isEqualTo(1);
      }
      assertThat(leads()).isEqualTo(1);
    }

    @Test
    void what_the_source_did_not_sign_waits_and_can_be_taken() throws Exception {
      String key = source(HookSignature.HUB);
      assertThat(send(key, signed(ANA)).repeated()).isFalse();
      String bea = "{\"name\":\"Bea\",\"email\":\"bea@example.com\"}";
      WebhookRequest forged = signed(ANA).withBody(bea.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 3; i++) {
        assertRefused(ErrorCode.NOT_GENUINE, key, forged);
      }
      assertRefused(ErrorCode.NOT_GENUINE, key, request(ANA, Map.of()));
      assertThat(leads()).isEqualTo(1);
      assertThat(held())
          .hasSize(2)
          .allSatisfy(each -> {
            assertThat(each.reason()).isEqualTo(HeldDelivery.Reason.NOT_GENUINE);
            assertThat(each.source()).isEqualTo(SourceId.of("Landing"));
          });
      mce.runDue();
      assertThat(engine.notices().list(actor, PageRequest.first()).items())
          .as("one notice a day")
          .extracting(Notice::text)
          .singleElement()
          .asString()
          .contains("Landing")
          .contains("signature");
      HeldDelivery waiting = held().getLast();
      assertThat(waiting.body()).isEqualTo(bea);
      List<IntakeResult> taken = engine.leadHooks().take(actor, waiting.id());
      assertThat(taken.getFirst().outcome()).isEqualTo(IntakeOutcome.CREATED);
      assertThat(leads()).isEqualTo(2);
      assertThat(held()).hasSize(1);
      assertThatThrownBy(() -> engine.leadHooks().take(actor, waiting.id()))
          .isInstanceOf(MceException.class);
      engine.leadHooks().discard(actor, held().getFirst().id());
      assertThat(held()).isEmpty();
      assertThat(leads()).isEqualTo(2);
    }

    @Test
    void what_holds_no_lead_waits_with_the_reason() {
      String key = source(HookSignature.NONE);
      assertRefused(ErrorCode.INVALID, key, request("<html>", Map.of()));
      assertThat(held())
          .singleElement()
          .satisfies(each -> {
            assertThat(each.reason()).isEqualTo(HeldDelivery.Reason.UNREADABLE);
            assertThat(each.body()).isEqualTo("<html>");
          });
      assertThatThrownBy(() -> engine.leadHooks().take(actor, held().getFirst().id()))
          .isInstanceOf(MceException.class)
          .hasMessageContaining("JSON");
      assertThat(held()).hasSize(1);
    }

    @Test
    void a_lead_without_contact_waits_until_the_source_says_where_it_is() {
      String key = source(HookSignature.NONE);
      String body =
          "[{\"name\":\"Ana\",\"phone\":\"+5511987654321\"},{\"name\":\"Bea\",\"reach\":"
              + "\"bea@example.com\"}]";
      assertThat(send(key, request(body, Map.of())).results())
          .extracting(IntakeResult::outcome)
          .containsExactly(IntakeOutcome.CREATED, IntakeOutcome.REJECTED);
      assertThat(send(key, request(body, Map.of())).repeated()).isTrue();
      HeldDelivery waiting = held().getFirst();
      assertThat(held()).hasSize(1);
      assertThat(waiting.reason()).isEqualTo(HeldDelivery.Reason.NO_CONTACT);
      assertThat(engine.leadHooks().take(actor, waiting.id()))
          .extracting(IntakeResult::outcome)
          .containsExactly(IntakeOutcome.SKIPPED, IntakeOutcome.REJECTED);
      assertThat(held()).as("nothing was found where it is").containsExactly(waiting);
      assertThat(leads()).isEqualTo(1);
      LeadSource source =
          engine.leadSources().list(actor).stream()
              .filter(each -> each.key().equals(key))
              .findFirst()
              .orElseThrow();
      LeadMapping mapping =
          new LeadMapping(
              java.util.Optional.empty(),
              List.of(
                  LeadMapping.Rule.of("name", "/name"),
                  LeadMapping.Rule.of("phone", "/phone"),
                  LeadMapping.Rule.of("email", "/reach")),
              true);
      engine
          .leadSources()
          .map(actor, source.id(), java.util.Optional.of(mapping), source.version());
      assertThat(engine.leadHooks().take(actor, waiting.id()))
          .extracting(IntakeResult::outcome)
          .containsExactly(IntakeOutcome.SKIPPED, IntakeOutcome.CREATED);
      assertThat(leads()).isEqualTo(2);
      assertThat(held()).isEmpty();
    }

    @Test
    void who_knows_the_address_cannot_fill_the_table() {
      String key = source(HookSignature.NONE);
      for (int i = 0; i < LeadHooks.MOST_HELD + 5; i++) {
        assertRefused(ErrorCode.INVALID, key, request("nothing " + i, Map.of()));
      }
      List<HeldDelivery> all = engine.leadHooks().held(actor, PageRequest.of(200, null)).items();
      assertThat(all).hasSize(LeadHooks.MOST_HELD);
      assertThat(all.getFirst().body()).isEqualTo("nothing " + (LeadHooks.MOST_HELD + 4));
    }

    @Test
    void forms_of_google_and_typeform_are_known_by_their_own_ids() throws Exception {
      String google =
          "{\"lead_id\":\"%s\",\"google_key\":\"%s\",\"user_column_data\":["
              + "{\"column_id\":\"FULL_NAME\",\"string_value\":\"Ana\"},"
              + "{\"column_id\":\"PHONE_NUMBER\",\"string_value\":\"+5511987654321\"}]}";
      String key = source(HookSignature.GOOGLE_ADS);
      assertThat(send(key, request(google.formatted("1", SECRET), Map.of())).repeated()).isFalse();
      assertThat(send(key, request(google.formatted("1", SECRET), Map.of())).repeated()).isTrue();
      assertRefused(ErrorCode.NOT_GENUINE, key, request(google.formatted("2", "wrong"), Map.of()));
      assertThat(leads()).isEqualTo(1);
    }

    @Test
    void only_who_manages_sources_decides() {
      String key = source(HookSignature.NONE);
      assertRefused(ErrorCode.INVALID, key, request("nothing", Map.of()));
      DeliveryId id = held().getFirst().id();
      Actor reader =
          Actor.of(actor.organizationId(), Actor.Kind.MEMBER, "rep", Set.of(Permission.LEAD_WRITE));
      assertThatThrownBy(() -> engine.leadHooks().held(reader, PageRequest.first()))
          .isInstanceOf(MceException.class);
      assertThatThrownBy(() -> engine.leadHooks().take(reader, id))
          .isInstanceOf(MceException.class);
      assertThatThrownBy(() -> engine.leadHooks().discard(reader, id))
          .isInstanceOf(MceException.class);
    }

    @Test
    void a_secret_is_needed_by_what_signs() {
      for (LeadSourceDraft draft :
          List.of(
              new LeadSourceDraft("A", HookSignature.HUB, java.util.Optional.empty()),
              LeadSourceDraft.signed("A", HookSignature.TYPEFORM, "short"),
              LeadSourceDraft.signed("A", HookSignature.NONE, SECRET))) {
        assertThatThrownBy(() -> engine.leadSources().create(actor, draft))
            .isInstanceOfSatisfying(
                MceException.class, e -> assertThat(e.details()).containsKey("secret"));
      }
    }
  }
}
