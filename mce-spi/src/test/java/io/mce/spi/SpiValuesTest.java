package io.mce.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpiValuesTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Address ANA = Address.phone("+5511912345678");

  @Test
  void text_forms_hide_people_and_what_they_say() {
    List<Object> values =
        List.of(
            ANA,
            new Text("meet me at noon"),
            new QuickReply("meet me?", List.of(new QuickReply.Choice("y", "meet"))),
            new Template("welcome", "en", Map.of("1", "meet me")),
            new Media(
                URI.create("https://files.example/meet"),
                "image/png",
                Optional.of("meet"),
                Optional.of("meet.png")),
            new MediaRef("https://files.example/meet", "image/png", Optional.of("meet.png")),
            MessageIn.text("m1", NOON, ANA, "meet me at noon"),
            new MessageEcho(
                "e1", NOON, "m2", ANA, Optional.empty(), "meet me", List.of(), Optional.empty()),
            new MarketingChoice("c1", NOON, ANA, false),
            LeadIn.of("l1", NOON, Map.of("phone", ANA.value(), "note", "meet me")),
            OutboundMessage.of("o1", ANA, new Text("meet me"), "c1", MessagePurpose.HUMAN),
            new SessionState("s1", NOON, SessionState.Phase.PAIRING, Optional.of("meet-code"), ""),
            Secret.of("meet-secret"));
    assertThat(values)
        .extracting(Object::toString)
        .noneMatch(text -> text.contains("meet"))
        .noneMatch(text -> text.contains("5511912345678"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5511912345678", "+0511912345678", "+55 11", "+551", "+5511912345678901"})
  void a_phone_number_that_is_not_international_is_refused_without_repeating_it(String number) {
    assertThatThrownBy(() -> Address.phone(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(number);
  }

  @Test
  void an_error_comes_with_a_failed_receipt_and_with_no_other() {
    ProviderErrorDetail error = ProviderErrorDetail.of(ErrorKind.UNREACHABLE, "7", "no device");
    assertThat(Receipt.failed("r1", error, NOON).error()).contains(error);
    assertThatThrownBy(() -> Receipt.of("r1", ReceiptStatus.FAILED, NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new LookupResult.Found("r1", Optional.of(ReceiptStatus.READ), Optional.of(error)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_receipts_of_one_message_are_different_events() {
    assertThat(Receipt.of("r1", ReceiptStatus.SENT, NOON).eventId())
        .isEqualTo(Receipt.of("r1", ReceiptStatus.SENT, NOON.plusSeconds(1)).eventId())
        .isNotEqualTo(Receipt.of("r1", ReceiptStatus.READ, NOON).eventId())
        .isNotEqualTo(Receipt.of("r2", ReceiptStatus.SENT, NOON).eventId());
  }

  @Test
  void headers_are_found_in_any_case_and_the_body_cannot_be_changed() {
    byte[] body = "olá".getBytes(StandardCharsets.UTF_8);
    WebhookRequest request =
        new WebhookRequest(
            "post",
            URI.create("https://crm.example/hooks/1?a=1"),
            Map.of("X-Signature", List.of("one", "two")),
            Map.of("a", List.of("1")),
            body,
            NOON);
    body[0] = 'x';
    request.body()[0] = 'x';
    assertThat(request.text()).isEqualTo("olá");
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("x-signature")).contains("one");
    assertThat(request.query("a")).contains("1");
    assertThat(request.header("missing")).isEmpty();
    assertThat(request.withHeader("x-SIGNATURE", "three").header("X-Signature")).contains("three");
  }

  @Test
  void lead_fields_keep_their_order() {
    Map<String, String> fields = new LinkedHashMap<>();
    List.of("zeta", "alpha", "mid").forEach(name -> fields.put(name, "x"));
    assertThat(LeadIn.of("l1", NOON, fields).fields().keySet())
        .containsExactly("zeta", "alpha", "mid");
  }

  /** What waits for a person marks the account; what concerns one message or country does not. */
  @ParameterizedTest
  @EnumSource
  void an_account_goes_down_only_for_what_a_person_must_repair(ErrorKind kind) {
    boolean expected =
        switch (kind) {
          case UNAUTHORIZED,
              ACCOUNT_SUSPENDED,
              INSUFFICIENT_FUNDS,
              SENDER_NOT_REGISTERED,
              SESSION_LOST ->
              true;
          case UNAVAILABLE,
              RATE_LIMITED,
              OUTCOME_UNKNOWN,
              DESTINATION_NOT_ALLOWED,
              UNREACHABLE,
              INVALID_RECIPIENT,
              OPTED_OUT,
              WINDOW_CLOSED,
              FILTERED,
              TEMPLATE_UNUSABLE,
              CONTENT_REJECTED,
              INVALID_REQUEST,
              UNSUPPORTED,
              REFUSED ->
              false;
        };
    assertThat(kind.marksAccountDown()).isEqualTo(expected);
  }

  @Test
  void a_factory_for_another_version_is_refused_in_words() {
    assertThat(SpiVersion.refusal(factory(SpiVersion.MAJOR))).isEmpty();
    assertThat(SpiVersion.refusal(factory(SpiVersion.MAJOR + 1)))
        .hasValueSatisfying(sentence ->
            assertThat(sentence).contains("SPI version 2").contains("speaks version 1"));
  }

  @Test
  void a_factory_that_does_not_link_is_refused_in_words() {
    ProviderFactory<ChannelProvider, FlawedFactory.Settings> factory =
        new VersionedFactory(0) {
          @Override
          public int spiVersion() {
            throw new AbstractMethodError("spiVersion");
          }
        };
    assertThat(SpiVersion.refusal(factory))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("does not link"));
  }

  private static ProviderFactory<ChannelProvider, FlawedFactory.Settings> factory(int version) {
    return new VersionedFactory(version);
  }

  private static class VersionedFactory
      implements ProviderFactory<ChannelProvider, FlawedFactory.Settings> {

    private final int version;

    VersionedFactory(int version) {
      this.version = version;
    }

    @Override
    public String id() {
      return "versioned";
    }

    @Override
    public String displayName() {
      return "Versioned";
    }

    @Override
    public Class<ChannelProvider> type() {
      return ChannelProvider.class;
    }

    @Override
    public Class<FlawedFactory.Settings> settings() {
      return FlawedFactory.Settings.class;
    }

    @Override
    public int spiVersion() {
      return version;
    }

    @Override
    public ChannelProvider create(FlawedFactory.Settings settings, ProviderContext context) {
      return new FlawedChannel(Flaw.NONE, settings, context);
    }
  }

  @Test
  void a_draft_has_an_example_for_each_variable() {
    assertThat(
            TemplateDraft.of(
                    "hi",
                    "en",
                    TemplateCategory.UTILITY,
                    "Hi {{ first_name }}, {{day}}",
                    Map.of("first_name", "Ana", "day", "Monday"))
                .examples())
        .hasSize(2);
    assertThatThrownBy(() ->
            TemplateDraft.of(
                "hi", "en", TemplateCategory.UTILITY, "Hi {{1}}, {{2}}", Map.of("1", "Ana")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("variable 2 has no example");
  }

  @Test
  void codes_have_no_text_of_ours_and_service_no_templates() {
    assertThatThrownBy(() ->
            TemplateDraft.of("c", "en", TemplateCategory.AUTHENTICATION, "Your code", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TemplateDraft.of("c", "en", TemplateCategory.MARKETING, "", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TemplateDraft.of("c", "en", TemplateCategory.SERVICE, "Hi", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
