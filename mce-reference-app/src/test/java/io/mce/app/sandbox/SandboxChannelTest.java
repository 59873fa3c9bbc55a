package io.mce.app.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mce.spi.AccountRef;
import io.mce.spi.Address;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProvider;
import io.mce.spi.DeliveryLookup;
import io.mce.spi.ErrorKind;
import io.mce.spi.InvalidSettingsException;
import io.mce.spi.LookupRequest;
import io.mce.spi.LookupResult;
import io.mce.spi.MessageIn;
import io.mce.spi.MessagePurpose;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderErrorDetail;
import io.mce.spi.ProviderEvent;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.ReplyWindow;
import io.mce.spi.SettingsForm;
import io.mce.spi.StateStore;
import io.mce.spi.Template;
import io.mce.spi.TemplateCatalog;
import io.mce.spi.TemplateCategory;
import io.mce.spi.TemplateDraft;
import io.mce.spi.TemplateNotice;
import io.mce.spi.TemplateSubmission;
import io.mce.spi.Text;
import io.mce.spi.tck.RecordingContext;
import io.mce.testing.SettableClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The carrier's clock is the test's: nothing here waits. */
class SandboxChannelTest {

  private static final String ACME = "acme";
  private static final String ANA = "+5511912345678";
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final SettableClock clock = new SettableClock(NOON);
  private final SandboxPhones phones = new SandboxPhones();
  private final RecordingContext context = context(ACME, "account-1");

  @AfterEach
  void close() {
    phones.close();
    context.close();
  }

  @Test
  void receipts_come_one_after_the_other_when_they_are_due() {
    start(context, Map.of()).send(message("1", ANA, "Hi"));
    assertThat(reports()).isEmpty();
    assertThat(status()).isEqualTo(SandboxMessage.Status.ACCEPTED);
    advance(Duration.ofMillis(300));
    assertThat(reports()).containsExactly(ReceiptStatus.SENT);
    advance(Duration.ofMillis(299));
    assertThat(reports()).containsExactly(ReceiptStatus.SENT);
    advance(Duration.ofMillis(1));
    assertThat(status()).isEqualTo(SandboxMessage.Status.DELIVERED);
    advance(Duration.ofMillis(900));
    assertThat(reports())
        .containsExactly(ReceiptStatus.SENT, ReceiptStatus.DELIVERED, ReceiptStatus.READ);
    assertThat(status()).isEqualTo(SandboxMessage.Status.READ);
    assertThat(receipts())
        .extracting(Receipt::messageId, Receipt::at)
        .containsExactly(
            tuple(Optional.of("1"), NOON.plusMillis(300)),
            tuple(Optional.of("1"), NOON.plusMillis(600)),
            tuple(Optional.of("1"), NOON.plusMillis(1500)));
  }

  @Test
  void a_message_to_a_number_that_fails_fails_and_others_arrive() {
    ChannelProvider channel = start(context, Map.of("failNumbers", "+1555*, +4930123456"));
    channel.send(message("1", "+15550001111", "Hi"));
    channel.send(message("2", "+4930123456", "Hi"));
    channel.send(message("3", "+49301234567", "Hi"));
    advance(Duration.ofSeconds(2));
    assertThat(receipts())
        .filteredOn(receipt -> receipt.status() == ReceiptStatus.FAILED)
        .extracting(Receipt::messageId, receipt -> receipt.error().map(ProviderErrorDetail::kind))
        .containsExactly(
            tuple(Optional.of("1"), Optional.of(ErrorKind.INVALID_RECIPIENT)),
            tuple(Optional.of("2"), Optional.of(ErrorKind.INVALID_RECIPIENT)));
    assertThat(receipts())
        .filteredOn(receipt -> receipt.status() == ReceiptStatus.READ)
        .extracting(Receipt::messageId)
        .containsExactly(Optional.of("3"));
  }

  @Test
  void shares_of_failed_and_read_messages_are_as_asked() {
    ChannelProvider channel = start(context, Map.of("failureRate", "0.25", "readRate", "0.5"));
    for (int i = 0; i < 1000; i++) {
      channel.send(message("message-" + i, ANA, "Hi"));
    }
    advance(Duration.ofSeconds(2));
    assertThat(count(ReceiptStatus.FAILED)).isBetween(200L, 300L);
    assertThat(count(ReceiptStatus.DELIVERED)).isEqualTo(1000 - count(ReceiptStatus.FAILED));
    assertThat(count(ReceiptStatus.READ)).isBetween(300L, 450L);
  }

  @Test
  void receipts_that_were_not_reported_before_a_restart_follow_after_it() {
    ChannelProvider before = start(context, Map.of());
    before.send(message("1", ANA, "Hi"));
    advance(Duration.ofMillis(300));
    before.close();
    advance(Duration.ofHours(2));
    assertThat(reports()).containsExactly(ReceiptStatus.SENT);
    start(context, Map.of("delayRead", "1h"));
    phones.reportDue();
    assertThat(reports())
        .as("the future of a message is decided when it is accepted")
        .containsExactly(ReceiptStatus.SENT, ReceiptStatus.DELIVERED, ReceiptStatus.READ);
    assertThat(phones.messages(ACME, Optional.of(ANA), 10))
        .extracting(SandboxMessage::text)
        .containsExactly("Hi");
  }

  @Test
  void what_was_reported_long_ago_is_not_reported_again_after_a_restart() {
    ChannelProvider before = start(context, Map.of());
    before.send(message("1", ANA, "Hi"));
    advance(Duration.ofSeconds(2));
    clock.add(Duration.ofHours(1));
    before.send(message("2", ANA, "Hi again"));
    advance(Duration.ofSeconds(2));
    before.close();
    RecordingContext next = sharing(context, clock);
    start(next, Map.of());
    phones.reportDue();
    assertThat(next.events())
        .extracting(event -> ((Receipt) event).messageId())
        .doesNotContain(Optional.of("1"));
  }

  @Test
  void a_receipt_that_the_engine_could_not_take_is_offered_again() {
    FailingContext failing = new FailingContext(context);
    SettingsForm<SandboxSettings> form = SettingsForm.of(SandboxSettings.class);
    ChannelProvider channel = new SandboxFactory(phones).create(form.bind(Map.of()), failing);
    channel.start();
    channel.send(message("1", ANA, "Hi"));
    failing.failures = 1;
    advance(Duration.ofSeconds(2));
    assertThat(reports()).isEmpty();
    phones.reportDue();
    assertThat(reports()).as("not at once: the engine is in trouble").isEmpty();
    advance(Duration.ofSeconds(1));
    assertThat(reports()).hasSize(3);
  }

  @Test
  void an_instance_with_new_settings_goes_on_with_what_the_old_one_accepted() {
    ChannelProvider old = start(context, Map.of());
    old.send(message("1", ANA, "Hi"));
    ChannelProvider next = start(context, Map.of("readRate", "0"));
    old.send(message("2", ANA, "still in flight"));
    old.close();
    old.close();
    next.send(message("3", ANA, "Hi"));
    advance(Duration.ofSeconds(2));
    assertThat(count(ReceiptStatus.DELIVERED)).isEqualTo(3);
    assertThat(count(ReceiptStatus.READ)).isEqualTo(2);
  }

  @Test
  void a_reply_reaches_the_engine_and_the_phone() {
    ChannelProvider channel = start(context, Map.of());
    channel.send(message("1", ANA, "Hi"));
    clock.add(Duration.ofMinutes(1));
    SandboxMessage reply = phones.inbound(ACME, " " + ANA + " ", "Hello!").orElseThrow();
    assertThat(context.events())
        .singleElement()
        .isEqualTo(MessageIn.text(reply.id(), NOON.plusSeconds(60), Address.phone(ANA), "Hello!"));
    assertThat(phones.messages(ACME, Optional.empty(), 10))
        .extracting(SandboxMessage::text, SandboxMessage::direction)
        .containsExactly(
            tuple("Hello!", SandboxMessage.Direction.FROM_PHONE),
            tuple("Hi", SandboxMessage.Direction.TO_PHONE));
    assertThat(reply.status()).isEqualTo(SandboxMessage.Status.RECEIVED);
  }

  @Test
  void a_reply_goes_to_the_account_that_wrote_last() {
    RecordingContext second = context(ACME, "account-2");
    ChannelProvider one = start(context, Map.of());
    ChannelProvider two = start(second, Map.of());
    two.send(message("1", ANA, "Hi"));
    clock.add(Duration.ofMinutes(1));
    one.send(message("2", "+5511900000000", "Hi"));
    phones.inbound(ACME, ANA, "Hello!");
    assertThat(second.events()).hasOnlyElementsOfType(MessageIn.class).hasSize(1);
    assertThat(context.events()).isEmpty();
  }

  @Test
  void organizations_share_nothing() {
    RecordingContext other = context("other", "account-1");
    start(context, Map.of()).send(message("1", ANA, "from acme"));
    start(other, Map.of()).send(message("1", ANA, "from other"));
    phones.inbound(ACME, ANA, "to acme");
    advance(Duration.ofSeconds(2));
    assertThat(phones.messages("other", Optional.of(ANA), 10))
        .extracting(SandboxMessage::text)
        .containsExactly("from other");
    assertThat(other.events()).hasSize(3).hasOnlyElementsOfType(Receipt.class);
    assertThat(phones.phones("other", 10))
        .extracting(SandboxPhone::lastText)
        .containsExactly("from other");
    assertThat(phones.messages("nobody", Optional.empty(), 10)).isEmpty();
    assertThat(phones.inbound("nobody", ANA, "anybody there?")).isEmpty();
  }

  @Test
  void phones_are_listed_by_their_last_message_and_limits_hold() {
    ChannelProvider channel = start(context, Map.of());
    for (int i = 0; i < 3; i++) {
      channel.send(message("m" + i, "+551190000000" + i, "text " + i));
      clock.add(Duration.ofSeconds(1));
    }
    phones.inbound(ACME, "+5511900000000", "answer");
    assertThat(phones.phones(ACME, 2))
        .extracting(SandboxPhone::phone, SandboxPhone::lastText)
        .containsExactly(tuple("+5511900000000", "answer"), tuple("+5511900000002", "text 2"));
    assertThat(phones.messages(ACME, Optional.empty(), 2)).hasSize(2);
  }

  @Test
  void the_carrier_can_be_asked_how_far_a_message_has_come() {
    ChannelProvider channel = start(context, Map.of("failNumbers", "+1555*"));
    DeliveryLookup lookup = channel.feature(DeliveryLookup.class).orElseThrow();
    channel.send(message("1", ANA, "Hi"));
    channel.send(message("2", "+15550001111", "Hi"));
    assertThat(lookup.lookup(request("1"))).isEqualTo(LookupResult.found("sandbox-1"));
    advance(Duration.ofMillis(600));
    assertThat(lookup.lookup(request("1")))
        .isEqualTo(LookupResult.found("sandbox-1", ReceiptStatus.DELIVERED));
    assertThat(lookup.lookup(request("2")))
        .isInstanceOfSatisfying(
            LookupResult.Found.class, found -> assertThat(found.error()).isPresent());
    assertThat(lookup.lookup(request("3"))).isEqualTo(LookupResult.notFound());
  }

  @Test
  void the_oldest_messages_are_forgotten_and_never_called_missing() {
    ChannelProvider channel = start(context, Map.of());
    for (int i = 0; i <= SandboxLine.CAPACITY; i++) {
      channel.send(message("m" + i, ANA, "text " + i));
    }
    assertThat(phones.messages(ACME, Optional.empty(), Integer.MAX_VALUE))
        .hasSize(SandboxLine.CAPACITY);
    assertThat(context.state().entries("message/")).hasSize(SandboxLine.CAPACITY);
    DeliveryLookup lookup = channel.feature(DeliveryLookup.class).orElseThrow();
    assertThat(lookup.lookup(request("m0"))).isInstanceOf(LookupResult.Unknown.class);
  }

  @Test
  void a_channel_that_is_not_running_sends_nothing() {
    ChannelProvider channel = start(context, Map.of());
    channel.close();
    assertThatThrownBy(() -> channel.send(message("1", ANA, "Hi")))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    assertThat(context.state().entries("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "readRate,1.5",
    "failureRate,-0.1",
    "failureRate,NaN",
    "delaySent,PT-1S",
    "failNumbers,(.*)"
  })
  void settings_that_make_no_sense_are_refused_by_name(String name, String value) {
    SettingsForm<SandboxSettings> form = SettingsForm.of(SandboxSettings.class);
    assertThatThrownBy(() -> form.bind(Map.of(name, value)))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            e -> assertThat(e.problems()).singleElement().extracting("name").isEqualTo(name));
  }

  @Test
  void with_a_reply_window_free_text_goes_after_the_person_wrote_and_templates_always() {
    ChannelProvider channel = start(context, Map.of("replyWindow", "true"));
    assertThat(channel.profile().replyWindow()).isEqualTo(ReplyWindow.HOURS_24);
    assertThat(refusal(channel, message("1", ANA, "Hi"))).isEqualTo(ErrorKind.WINDOW_CLOSED);
    channel.send(template("2", "welcome", Map.of("1", "Ana")));
    phones.inbound(ACME, ANA, "Hello").orElseThrow();
    channel.send(message("3", ANA, "Hi"));
    clock.add(Duration.ofHours(24));
    assertThat(refusal(channel, message("4", ANA, "Hi"))).isEqualTo(ErrorKind.WINDOW_CLOSED);
    assertThat(phones.messages(ACME, Optional.of(ANA), 10))
        .extracting(SandboxMessage::text)
        .containsExactlyInAnyOrder(
            "Hello Ana, thank you for your interest. May we ask you a question?", "Hello", "Hi");
    assertThat(start(context, Map.of()).profile().replyWindow()).isEqualTo(ReplyWindow.NONE);
  }

  @Test
  void a_template_that_is_not_approved_or_not_filled_in_is_refused() {
    ChannelProvider channel = start(context, Map.of());
    assertThat(refusal(channel, template("1", "spring_offer", Map.of("1", "Ana"))))
        .isEqualTo(ErrorKind.TEMPLATE_UNUSABLE);
    assertThat(refusal(channel, template("2", "welcome", Map.of())))
        .isEqualTo(ErrorKind.TEMPLATE_UNUSABLE);
    assertThat(phones.messages(ACME, Optional.empty(), 10)).isEmpty();
  }

  @Test
  void a_template_that_is_handed_in_is_reviewed() {
    ChannelProvider channel = start(context, Map.of());
    TemplateSubmission desk = channel.feature(TemplateSubmission.class).orElseThrow();
    assertThat(desk.submit(draft("good", "Hi {{1}}!")).status()).isEqualTo("PENDING");
    desk.submit(draft("bad", "{{1}}, hi!"));
    assertThatThrownBy(() -> desk.submit(draft("good", "Hi")))
        .isInstanceOf(ProviderException.class);
    assertThat(refusal(channel, template("1", "good", Map.of("1", "Ana"))))
        .isEqualTo(ErrorKind.TEMPLATE_UNUSABLE);
    advance(SandboxTemplates.REVIEW);
    advance(Duration.ofSeconds(1));
    assertThat(context.events())
        .extracting(event -> ((TemplateNotice) event).name(), e -> ((TemplateNotice) e).change())
        .containsExactly(
            tuple("good", TemplateNotice.Change.APPROVED),
            tuple("bad", TemplateNotice.Change.REJECTED));
    channel.close();
    ChannelProvider again = start(context, Map.of());
    again.send(template("2", "good", Map.of("1", "Ana")));
    assertThat(again.feature(TemplateCatalog.class).orElseThrow().templates())
        .filteredOn(each -> each.name().equals("bad"))
        .singleElement()
        .satisfies(bad -> {
          assertThat(bad.usable()).isFalse();
          assertThat(bad.reason()).contains(SandboxTemplates.REJECTION);
        });
  }

  private static TemplateDraft draft(String name, String body) {
    return TemplateDraft.of(name, "en", TemplateCategory.UTILITY, body, Map.of("1", "Ana"));
  }

  private static OutboundMessage template(String id, String name, Map<String, String> values) {
    return OutboundMessage.of(
        id,
        Address.phone(ANA),
        new Template(name, "en", values),
        "conversation-" + ANA,
        MessagePurpose.HUMAN);
  }

  private static ErrorKind refusal(ChannelProvider channel, OutboundMessage message) {
    try {
      channel.send(message);
    } catch (ProviderException e) {
      return e.kind();
    }
    throw new AssertionError("it was sent");
  }

  @ParameterizedTest
  @CsvSource({"not a number,Hi", "+5511912345678,' '"})
  void an_inbound_message_needs_a_number_and_a_text(String from, String text) {
    start(context, Map.of());
    assertThatThrownBy(() -> phones.inbound(ACME, from, text))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(context.events()).isEmpty();
  }

  @Test
  void the_answer_to_a_number_of_choice_is_lost_and_nobody_can_tell() {
    ChannelProvider channel = start(context, Map.of("lostNumbers", "+55119*"));
    assertThatThrownBy(() -> channel.send(message("1", ANA, "Hi")))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN));
    assertThat(channel.feature(DeliveryLookup.class).orElseThrow().lookup(request("1")))
        .isInstanceOf(LookupResult.Unknown.class);
    assertThat(channel.profile().can(ChannelCapability.IDEMPOTENT_SEND)).isFalse();
    advance(Duration.ofMinutes(5));
    assertThat(reports()).isEmpty();
    channel.send(message("2", "+14155550100", "Hi"));
    assertThat(start(context, Map.of()).profile().can(ChannelCapability.IDEMPOTENT_SEND)).isTrue();
  }

  private RecordingContext context(String organization, String account) {
    return new RecordingContext(new AccountRef(organization, account), clock);
  }

  private ChannelProvider start(ProviderContext context, Map<String, String> settings) {
    SettingsForm<SandboxSettings> form = SettingsForm.of(SandboxSettings.class);
    ChannelProvider channel = new SandboxFactory(phones).create(form.bind(settings), context);
    channel.start();
    return channel;
  }

  private void advance(Duration duration) {
    clock.add(duration);
    phones.reportDue();
  }

  private List<Receipt> receipts() {
    return context.events().stream()
        .filter(Receipt.class::isInstance)
        .map(Receipt.class::cast)
        .toList();
  }

  private List<ReceiptStatus> reports() {
    return receipts().stream().map(Receipt::status).toList();
  }

  private long count(ReceiptStatus status) {
    return reports().stream().filter(status::equals).count();
  }

  private SandboxMessage.Status status() {
    return phones.messages(ACME, Optional.of(ANA), 1).getFirst().status();
  }

  private static OutboundMessage message(String id, String to, String text) {
    return OutboundMessage.of(
        id, Address.phone(to), new Text(text), "conversation-" + to, MessagePurpose.HUMAN);
  }

  private static LookupRequest request(String id) {
    return new LookupRequest(id, Optional.empty(), Address.phone(ANA), NOON);
  }

  /** The state of one context with the events of another: a restarted engine. */
  private static RecordingContext sharing(RecordingContext before, Clock clock) {
    RecordingContext next = new RecordingContext(before.account(), clock);
    before.state().entries("").forEach(next.state()::put);
    return next;
  }

  /** A context that can refuse events, as an engine does whose database is away. */
  private static final class FailingContext implements ProviderContext {

    private final ProviderContext context;
    private int failures;

    FailingContext(ProviderContext context) {
      this.context = context;
    }

    @Override
    public AccountRef account() {
      return context.account();
    }

    @Override
    public URI webhookUrl() {
      return context.webhookUrl();
    }

    @Override
    public void emit(List<? extends ProviderEvent> events) {
      if (failures-- > 0) {
        throw new IllegalStateException("the database is away");
      }
      context.emit(events);
    }

    @Override
    public StateStore state() {
      return context.state();
    }

    @Override
    public Clock clock() {
      return context.clock();
    }

    @Override
    public Executor executor() {
      return context.executor();
    }
  }
}
