package io.mce.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.audit.AuditQuery;
import io.mce.channel.Purpose;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.event.Changes;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.Leads;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccountDraft;
import io.mce.provider.ReceivedEvents;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.HealthNotice;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderException;
import io.mce.spi.Template;
import io.mce.spi.Text;
import io.mce.template.TemplateChannel;
import io.mce.template.TemplateUse;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Free text within the reply window, templates at any time. */
final class ReplyWindowTest {

  private static final String ANA = "+5511912345678";

  @Nested
  final class OnSqlite extends Contract {
    @RegisterExtension
    final MceExtension mce = MceExtension.sqlite().with(builder -> builder.provider(carrier));

    @Override
    MceExtension mce() {
      return mce;
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    @RegisterExtension
    final MceExtension mce = MceExtension.postgres().with(builder -> builder.provider(carrier));

    @Override
    MceExtension mce() {
      return mce;
    }
  }

  abstract static class Contract {

    final TemplateChannel carrier = new TemplateChannel();
    private MceEngine engine;
    private Actor actor;
    private AccountId account;
    private LeadId ana;
    private int messages;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      engine = mce().engine();
      actor = Actor.system(engine.organizations().ensure("acme", "Acme").id(), "test");
      carrier.has(
          new CatalogTemplate("order", "en", "Hi {{1}}, order {{2}} is here", true, "APPROVED"),
          new CatalogTemplate("offer", "en", "Hi {{1}}", false, "PAUSED"));
      account = account(TemplateChannel.ID, "Line");
      ana = engine.leads().capture(actor, LeadDraft.of("Ana Souza", ANA)).leadId();
      mce().runDue();
    }

    private AccountId account(String provider, String name) {
      return engine
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(provider, name, Map.of()))
          .id();
    }

    private void anaWrites(String text) {
      carrier.emit(
          MessageIn.text("in-" + ++messages, mce().clock().instant(), Address.phone(ANA), text));
      mce().runDue();
    }

    private Message send(SendMessage message) {
      Message sent = engine.conversations().send(actor, message);
      mce().runDue();
      return sent;
    }

    private SendMessage text(String key) {
      return SendMessage.of(ana, "Hello", Purpose.HUMAN, Sender.human("m", "M"), key);
    }

    private SendMessage template(String name, Map<String, String> values, String key) {
      return SendMessage.of(
          ana, new TemplateUse(name, "en", values), Purpose.HUMAN, Sender.human("m", "M"), key);
    }

    private ErrorCode refusal(SendMessage message) {
      return engine
          .conversations()
          .sendAll(actor, List.of(message))
          .getFirst()
          .refusal()
          .map(MceException::code)
          .orElseThrow();
    }

    private WindowState window() {
      return engine.conversations().replyWay(actor, ana).orElseThrow().window();
    }

    @Test
    void free_text_goes_for_24_hours_after_the_lead_wrote() {
      assertThat(window()).isEqualTo(new WindowState(false, Optional.empty()));
      assertThat(refusal(text("a"))).isEqualTo(ErrorCode.WINDOW_CLOSED);
      anaWrites("Hi");
      Instant end = mce().clock().instant().plus(Duration.ofHours(24));
      assertThat(window()).isEqualTo(new WindowState(true, Optional.of(end)));
      assertThat(engine.conversations().list(actor, PageRequest.first()).items())
          .singleElement()
          .extracting(Conversation::replyWindow)
          .isEqualTo(window());
      send(text("b"));
      mce().advance(Duration.ofHours(24).minusMillis(1));
      assertThat(window().open()).isTrue();
      mce().advance(Duration.ofMillis(1));
      assertThat(window()).isEqualTo(new WindowState(false, Optional.of(end)));
      assertThat(refusal(text("c"))).isEqualTo(ErrorCode.WINDOW_CLOSED);
      assertThat(carrier.sent()).hasSize(1);
    }

    @Test
    void a_template_goes_when_the_window_is_closed_and_is_shown_filled_in() {
      SendMessage message = template("order", Map.of("1", "Ana", "2", "4711"), "a");
      Message sent = send(message);
      assertThat(sent.text()).isEqualTo("Hi Ana, order 4711 is here");
      assertThat(carrier.sent())
          .singleElement()
          .satisfies(each -> {
            assertThat(each.content())
                .isEqualTo(new Template("order", "en", Map.of("1", "Ana", "2", "4711")));
            assertThat(each.to()).isEqualTo(Address.phone(ANA));
          });
      assertThat(engine.conversations().messages(actor, ana, PageRequest.first()).items())
          .singleElement()
          .satisfies(each -> {
            assertThat(each.text()).isEqualTo("Hi Ana, order 4711 is here");
            assertThat(each.status()).isEqualTo(MessageStatus.ACCEPTED);
          });
      assertThat(send(message).id()).as("asked twice, sent once").isEqualTo(sent.id());
      assertThat(carrier.sent()).hasSize(1);
      assertThat(window().open()).as("a template of ours opens nothing").isFalse();
    }

    @Test
    void a_template_that_cannot_be_sent_is_refused_before_the_carrier_sees_it() {
      assertThat(refusal(template("offer", Map.of("1", "Ana"), "a")))
          .isEqualTo(ErrorCode.TEMPLATE_UNUSABLE);
      assertThat(refusal(template("nothing", Map.of(), "b")))
          .isEqualTo(ErrorCode.TEMPLATE_UNUSABLE);
      assertThat(refusal(template("order", Map.of("1", "Ana"), "c"))).isEqualTo(ErrorCode.INVALID);
      assertThatThrownBy(() -> send(template("order", Map.of("1", "Ana"), "d")))
          .hasMessageContaining("2 has no value");
      mce().runDue();
      assertThat(carrier.sent()).isEmpty();
    }

    @Test
    void a_template_is_of_its_account_alone() {
      AccountId plain = account(RecordingChannel.PROVIDER, "Plain");
      SendMessage message = template("order", Map.of("1", "Ana", "2", "4711"), "a");
      assertThat(refusal(message.by(plain))).isEqualTo(ErrorCode.TEMPLATE_UNUSABLE);
      carrier.has();
      AccountId second = account(TemplateChannel.ID, "Another line");
      mce().runDue();
      assertThat(refusal(message.by(second))).isEqualTo(ErrorCode.TEMPLATE_UNUSABLE);
      send(message.by(account));
      assertThat(carrier.sent()).hasSize(1);
    }

    private void says(AccountId by, Health health) {
      EngineParts.part(engine, ReceivedEvents.class)
          .store(
              actor.organizationId(),
              by,
              List.of(new HealthNotice("h-" + ++messages, mce().clock().instant(), health)));
      mce().runDue();
    }

    @Test
    void an_answer_goes_by_the_account_that_the_lead_wrote_to_though_it_is_down() {
      anaWrites("Hi");
      AccountId second = account(TemplateChannel.ID, "Another line");
      mce().runDue();
      says(account, Health.down("Banned."));
      mce().clock().add(Duration.ofMinutes(5));
      assertThat(engine.conversations().replyWay(actor, ana).orElseThrow())
          .satisfies(way -> {
            assertThat(way.account()).isEqualTo(account);
            assertThat(way.window().open()).isTrue();
          });
      Message answer = engine.conversations().send(actor, text("a"));
      assertThat(answer.account()).as("waits for the repair").isEqualTo(account);
      SendMessage template = template("order", Map.of("1", "Ana", "2", "4711"), "b");
      assertThat(engine.conversations().send(actor, template).account())
          .as("needs no window")
          .isEqualTo(second);
      mce().advance(Duration.ofHours(24));
      assertThat(window().open()).isFalse();
      assertThat(refusal(text("c"))).isEqualTo(ErrorCode.WINDOW_CLOSED);
    }

    @Test
    void an_answer_goes_by_the_account_whose_window_is_open_rather_than_the_last_one() {
      anaWrites("To the first one");
      AccountId second = account(TemplateChannel.ID, "Another line");
      mce().runDue();
      send(template("order", Map.of("1", "Ana", "2", "4711"), "a").by(second));
      assertThat(send(text("b")).account()).isEqualTo(account);
      AccountId plain = account(RecordingChannel.PROVIDER, "Plain");
      mce().advance(Duration.ofHours(24));
      assertThat(refusal(text("c"))).as("not by another medium").isEqualTo(ErrorCode.WINDOW_CLOSED);
      assertThat(send(text("d").by(plain)).account()).isEqualTo(plain);
    }

    @Test
    void a_channel_without_a_window_is_always_open() {
      account(RecordingChannel.PROVIDER, "Plain");
      LeadId bo = engine.leads().capture(actor, LeadDraft.of("Bo", "+5511987650000")).leadId();
      SendMessage toBo =
          SendMessage.of(bo, "Hello", Purpose.HUMAN, Sender.human("m", "M"), "a")
              .by(
                  engine.providerAccounts().list(actor).stream()
                      .filter(each -> each.name().equals("Plain"))
                      .findFirst()
                      .orElseThrow()
                      .id());
      send(toBo);
      ReplyWay way = engine.conversations().replyWay(actor, bo).orElseThrow();
      assertThat(way.window()).isEqualTo(WindowState.ALWAYS);
      assertThat(way.templates()).isFalse();
      assertThat(mce().channel().sent().getFirst().message().content())
          .isEqualTo(new Text("Hello"));
    }

    @Test
    void a_campaign_and_a_workflow_send_templates_by_the_same_command() {
      SendResult result =
          engine
              .conversations()
              .sendAll(
                  Actor.engine(actor.organizationId(), "campaigns"),
                  List.of(
                      SendMessage.of(
                          ana,
                          new TemplateUse("order", "en", Map.of("1", "Ana", "2", "1")),
                          Purpose.OUTREACH,
                          Sender.SYSTEM,
                          "enrolment:1")))
              .getFirst();
      mce().runDue();
      assertThat(result.message()).isPresent();
      assertThat(carrier.sent()).hasSize(1);
    }

    @Test
    void who_opens_a_conversation_shows_the_lead_that_it_is_read() {
      anaWrites("Hi");
      anaWrites("Are you there?");
      ConversationId id =
          engine.conversations().list(actor, PageRequest.first()).items().getFirst().id();
      engine.conversations().markRead(actor, id);
      assertThat(carrier.marked()).as("not within the command").isEmpty();
      mce().runDue();
      assertThat(carrier.marked()).containsExactly("in-2");
      engine.conversations().markRead(actor, id);
      mce().runDue();
      assertThat(carrier.marked()).as("it was read before").hasSize(1);
      anaWrites("Hello?");
      carrier.failNext(ProviderException.of(ErrorKind.UNAVAILABLE, "away"));
      engine.conversations().markRead(actor, id);
      mce().runDue();
      assertThat(carrier.marked()).hasSize(1);
      assertThat(engine.conversations().list(actor, PageRequest.first()).items())
          .allSatisfy(each -> assertThat(each.unread()).isZero());
    }

    private LeadId leadOfNewest() {
      return engine.conversations().list(actor, PageRequest.first()).items().getFirst().leadId();
    }

    private void writes(Address from, Optional<Address> alias, String text) {
      MessageIn message = MessageIn.text("in-" + ++messages, mce().clock().instant(), from, text);
      carrier.emit(alias.map(message::withAlias).orElse(message));
      mce().runDue();
      mce().advance(Duration.ofMinutes(1));
    }

    private static Address user(String id) {
      return new Address(AddressScheme.WHATSAPP_USER, id);
    }

    @Test
    void the_second_address_of_a_person_leads_to_the_same_lead() {
      writes(Address.phone(ANA), Optional.of(user("BR.1")), "Hi");
      assertThat(engine.leads().get(actor, ana).channelIds()).containsExactly(user("BR.1"));
      writes(user("BR.1"), Optional.empty(), "from the other one alone");
      assertThat(leadOfNewest()).isEqualTo(ana);
      writes(user("BR.2"), Optional.of(Address.phone(ANA)), "a new one, told with the known one");
      assertThat(leadOfNewest()).isEqualTo(ana);
      writes(user("BR.2"), Optional.empty(), "and then alone");
      assertThat(leadOfNewest()).isEqualTo(ana);
      writes(user("US.9"), Optional.of(Address.phone("+12025550147")), "A stranger");
      LeadId stranger = leadOfNewest();
      assertThat(stranger).isNotEqualTo(ana);
      writes(Address.phone("+12025550147"), Optional.empty(), "the same stranger");
      assertThat(leadOfNewest()).isEqualTo(stranger);
    }

    @Test
    void a_second_address_of_a_person_leaves_a_line_in_the_audit_trail() {
      String second = "+5511987651234";
      mce().advance(Duration.ofSeconds(1)); // The number known longest is the one that is shown.
      writes(Address.phone(ANA), Optional.of(Address.phone(second)), "Hi");
      assertThat(changed()).containsExactly(Map.of("identifiers", second));
      assertThat(engine.leads().get(actor, ana).phone().orElseThrow().e164()).isEqualTo(ANA);
      writes(Address.phone(ANA), Optional.of(Address.phone(second)), "once");
      assertThat(changed()).as("known by now").hasSize(1);
      writes(Address.phone(ANA), Optional.of(Address.email("ana@example.com")), "the first e-mail");
      writes(Address.phone(ANA), Optional.of(user("BR.1")), "the first user id");
      assertThat(changed())
          .containsExactlyInAnyOrder(
              Map.of("identifiers", second),
              Map.of("email", "ana@example.com"),
              Map.of("channelIds", "BR.1"));
    }

    private List<Map<String, String>> changed() {
      return engine.audit().list(actor, AuditQuery.all(), PageRequest.first()).items().stream()
          .filter(each -> each.name().equals("lead.updated"))
          .map(each ->
              each.changes().stream()
                  .collect(
                      Collectors.toMap(
                          Changes.FieldChange::field, field -> field.after().orElseThrow())))
          .toList();
    }

    @Test
    void what_is_said_stays_out_of_logs() {
      SendMessage message = template("order", Map.of("1", "Zorblatt", "2", "4711"), "a");
      Wording.Said said = new Wording.Said(new Text("Dear Zorblatt"), "Dear Zorblatt");
      assertThat(message.toString()).doesNotContain("Zorblatt");
      assertThat(said.toString()).isEqualTo("Said[TEXT]");
    }

    @Test
    void two_leads_are_not_made_one_because_a_carrier_names_both() {
      writes(user("BR.7"), Optional.empty(), "Hi");
      LeadId other = leadOfNewest();
      assertThat(other).isNotEqualTo(ana);
      writes(Address.phone(ANA), Optional.of(user("BR.7")), "I am both");
      assertThat(leadOfNewest()).isEqualTo(ana);
      assertThat(engine.leads().get(actor, ana).channelIds()).isEmpty();
      assertThat(engine.leads().get(actor, other).channelIds()).containsExactly(user("BR.7"));
    }

    @Test
    void who_opted_out_is_not_written_to_at_a_second_address() {
      writes(Address.phone(ANA), Optional.of(user("BR.1")), "STOP");
      int sent = carrier.sent().size();
      send(template("order", Map.of("1", "Ana", "2", "1"), "a"));
      assertThat(carrier.sent()).hasSize(sent);
      assertThat(
              engine
                  .suppressions()
                  .isSuppressed(
                      actor.organizationId(),
                      "TEMPLATES",
                      EngineParts.part(engine, Leads.class)
                          .recipientKey(actor.organizationId(), user("BR.1"))))
          .isTrue();
    }

    @Test
    void nobody_reaches_a_lead_without_an_address() {
      LeadId eve =
          engine.leads().capture(actor, LeadDraft.from(Address.email("eve@example.com"))).leadId();
      assertThat(engine.conversations().replyWay(actor, eve)).isEmpty();
      assertThatThrownBy(() ->
              engine
                  .conversations()
                  .replyWay(actor, LeadId.of("00000000-0000-7000-8000-000000000000")))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }
}
