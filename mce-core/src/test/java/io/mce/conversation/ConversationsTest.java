package io.mce.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mce.channel.Outbox;
import io.mce.channel.Purpose;
import io.mce.engine.EngineParts;
import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.Automation;
import io.mce.lead.AutomationReason;
import io.mce.lead.AutomationState;
import io.mce.lead.Lead;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.lead.LeadQuery;
import io.mce.lead.Leads;
import io.mce.organization.Organizations;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccountDraft;
import io.mce.provider.ProviderAccounts;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.ReceiptStatus;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ConversationsTest {

  private static final String ANA = "+5511912345678";
  private static final String RAVI = "+919876543210";

  @Nested
  final class OnSqlite extends Contract {
    @RegisterExtension final MceExtension mce = MceExtension.sqlite();

    @Override
    MceExtension mce() {
      return mce;
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    @RegisterExtension final MceExtension mce = MceExtension.postgres();

    @Override
    MceExtension mce() {
      return mce;
    }
  }

  abstract static class Contract {

    private OrganizationId organizationId;
    private Actor actor;
    private AccountId account;
    private Leads leads;
    private Conversations conversations;
    private RecordingChannel channel;
    private LeadId ana;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      organizationId = part(Organizations.class).ensure("acme", "Acme").id();
      actor = Actor.system(organizationId, "test");
      account = newAccount("First");
      leads = part(Leads.class);
      conversations = part(Conversations.class);
      channel = mce().channel();
      ana = leads.capture(actor, LeadDraft.of("Ana Souza", ANA)).leadId();
    }

    private <T> T part(Class<T> type) {
      return EngineParts.part(mce().engine(), type);
    }

    private AccountId newAccount(String name) {
      return part(ProviderAccounts.class)
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, name, Map.of()))
          .id();
    }

    private Message send(LeadId leadId, Purpose purpose, String text) {
      return conversations.send(
          actor,
          SendMessage.of(
              leadId, text, purpose, Sender.human("m1", "Sarah"), "key:" + text.hashCode()));
    }

    private List<Message> messages(LeadId leadId) {
      return conversations.messages(actor, leadId, PageRequest.first()).items();
    }

    private Automation automation(LeadId leadId) {
      return leads.get(actor, leadId).automation();
    }

    private void inbound(String from, String text) {
      channel.inbound(from, text);
      mce().runDue();
    }

    private List<RecordedEvent> events(String name) {
      return part(Events.class).since(actor, 0, 10_000).events().stream()
          .filter(event -> event.name().equals(name))
          .toList();
    }

    @Test
    void a_text_becomes_a_bubble_at_once_and_its_ticks_follow_the_carrier() {
      Message queued = send(ana, Purpose.HUMAN, "Hello Ana");
      assertThat(queued.status()).isEqualTo(MessageStatus.QUEUED);
      assertThat(messages(ana))
          .singleElement()
          .satisfies(shown -> {
            assertThat(shown.id()).isEqualTo(queued.id());
            assertThat(shown.text()).isEqualTo("Hello Ana");
            assertThat(shown.direction()).isEqualTo(Direction.OUTBOUND);
            assertThat(shown.sender()).isEqualTo(Sender.human("m1", "Sarah"));
            assertThat(shown.account()).isEqualTo(account);
          });
      mce().runDue();
      assertThat(messages(ana).getFirst().status()).isEqualTo(MessageStatus.ACCEPTED);
      RecordingChannel.Sent sent = channel.sentTo(ANA).getFirst();
      for (ReceiptStatus status :
          List.of(ReceiptStatus.SENT, ReceiptStatus.DELIVERED, ReceiptStatus.READ)) {
        channel.receipt(sent, status);
        mce().runDue();
        assertThat(messages(ana).getFirst().status().name()).isEqualTo(status.name());
      }
      assertThat(conversations.message(actor, queued.id()).status()).isEqualTo(MessageStatus.READ);
    }

    @Test
    void the_same_reason_makes_one_message() {
      Message first = send(ana, Purpose.HUMAN, "Hello");
      Message again = send(ana, Purpose.HUMAN, "Hello");
      assertThat(again.id()).isEqualTo(first.id());
      mce().runDue();
      assertThat(channel.sent()).hasSize(1);
      assertThat(messages(ana)).hasSize(1);
      assertThat(events("message.queued")).hasSize(1);
    }

    @Test
    void many_are_sent_at_once_and_who_cannot_be_reached_stops_nobody() {
      LeadId unreachable =
          leads.capture(actor, LeadDraft.named("Mail Only").email("mail@example.com")).leadId();
      LeadId ravi = leads.capture(actor, LeadDraft.of("Ravi", RAVI)).leadId();
      LeadId nobody = new LeadId(new java.util.UUID(1, 2));
      List<SendMessage> texts = new ArrayList<>();
      for (LeadId leadId : List.of(ana, unreachable, nobody, ravi, ana)) {
        texts.add(
            SendMessage.of(
                leadId, "Hi", Purpose.OUTREACH, Sender.SYSTEM, "batch:" + texts.size() % 4));
      }
      List<SendResult> results = conversations.sendAll(actor, texts);
      assertThat(results)
          .extracting(SendResult::leadId)
          .containsExactly(ana, unreachable, nobody, ravi, ana);
      assertThat(results)
          .extracting(each -> each.refusal().map(MceException::code))
          .containsExactly(
              Optional.empty(),
              Optional.of(ErrorCode.NO_CHANNEL),
              Optional.of(ErrorCode.NOT_FOUND),
              Optional.empty(),
              Optional.empty());
      assertThat(results.get(4).repeated()).isTrue();
      assertThat(results.get(4).message().map(Message::id))
          .isEqualTo(results.get(0).message().map(Message::id));
      mce().runDue();
      assertThat(channel.sent())
          .extracting(RecordingChannel.Sent::to)
          .containsExactlyInAnyOrder(ANA, RAVI);
    }

    @Test
    void a_blank_or_overlong_text_is_refused() {
      assertThatThrownBy(() -> send(ana, Purpose.HUMAN, " \n"))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
      assertThatThrownBy(() ->
              conversations.send(
                  actor,
                  SendMessage.of(ana, "x".repeat(4097), Purpose.HUMAN, Sender.SYSTEM, "too long")))
          .hasMessageContaining("4097")
          .hasMessageContaining("4096");
      assertThat(messages(ana)).isEmpty();
    }

    @Test
    void without_the_permission_nothing_is_sent_or_shown() {
      Actor reader = Actor.member(organizationId, "m1", Set.of(Permission.LEAD_READ));
      assertThatThrownBy(() ->
              conversations.send(
                  reader, SendMessage.of(ana, "Hi", Purpose.HUMAN, Sender.SYSTEM, "k")))
          .hasMessageContaining("MESSAGE_SEND");
      assertThatThrownBy(() -> conversations.messages(reader, ana, PageRequest.first()))
          .hasMessageContaining("CONVERSATION_READ");
    }

    @Test
    void an_answer_goes_by_the_account_the_lead_wrote_to() {
      AccountId second = newAccount("Second");
      conversations.send(
          actor,
          SendMessage.of(ana, "by the second", Purpose.OUTREACH, Sender.SYSTEM, "a").by(second));
      mce().clock().add(Duration.ofSeconds(1));
      Message next = send(ana, Purpose.HUMAN, "again");
      assertThat(next.account()).isEqualTo(second);
      mce().clock().add(Duration.ofSeconds(1));
      inbound(ANA, "I am here"); // To the first account.
      assertThat(send(ana, Purpose.HUMAN, "and here").account()).isEqualTo(account);
    }

    @Test
    void an_account_of_another_organization_is_no_channel() {
      OrganizationId other = part(Organizations.class).ensure("other", "Other").id();
      AccountId foreign =
          part(ProviderAccounts.class)
              .create(
                  Actor.system(other, "test"),
                  new ProviderAccountDraft(RecordingChannel.PROVIDER, "Foreign", Map.of()))
              .id();
      assertThatThrownBy(() ->
              conversations.send(
                  actor, SendMessage.of(ana, "Hi", Purpose.HUMAN, Sender.SYSTEM, "k").by(foreign)))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_CHANNEL));
    }

    @Test
    void what_the_lead_writes_is_shown_counted_and_told() {
      inbound(ANA, "Is it still free?");
      assertThat(messages(ana))
          .singleElement()
          .satisfies(shown -> {
            assertThat(shown.text()).isEqualTo("Is it still free?");
            assertThat(shown.direction()).isEqualTo(Direction.INBOUND);
            assertThat(shown.status()).isEqualTo(MessageStatus.RECEIVED);
            assertThat(shown.sender().kind()).isEqualTo(SenderKind.LEAD);
          });
      Conversation conversation = only(conversations.list(actor, PageRequest.first()));
      assertThat(conversation.unread()).isEqualTo(1);
      assertThat(conversation.leadName()).isEqualTo("Ana Souza");
      assertThat(conversation.lastText()).contains("Is it still free?");
      assertThat(conversation.lastDirection()).contains(Direction.INBOUND);
      MessageArrived arrived = events("message.arrived").getFirst().as(MessageArrived.class);
      assertThat(arrived.leadId()).isEqualTo(ana);
      assertThat(arrived.first()).isTrue();
      conversations.markRead(actor, conversation.id());
      assertThat(only(conversations.list(actor, PageRequest.first())).unread()).isZero();
      assertThatThrownBy(
              () -> conversations.markRead(actor, new ConversationId(new java.util.UUID(1, 2))))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void a_stranger_who_writes_becomes_a_lead() {
      inbound(RAVI, "Hello?");
      List<Lead> all = leads.list(actor, LeadQuery.all(), PageRequest.first()).items();
      Lead ravi = all.stream().filter(lead -> !lead.id().equals(ana)).findFirst().orElseThrow();
      assertThat(ravi.phone().orElseThrow().e164()).isEqualTo(RAVI);
      assertThat(ravi.source()).isEqualTo(RecordingChannel.CHANNEL);
      assertThat(messages(ravi.id())).extracting(Message::text).containsExactly("Hello?");
      inbound(RAVI, "Anyone?");
      assertThat(leads.list(actor, LeadQuery.all(), PageRequest.first()).items()).hasSize(2);
      assertThat(messages(ravi.id())).hasSize(2);
    }

    @Test
    void a_number_that_cannot_be_called_can_still_write_and_be_answered() {
      inbound("+1234567", "I am a short code");
      Conversation conversation = only(conversations.list(actor, PageRequest.first()));
      assertThat(conversation.lastText()).contains("I am a short code");
      send(conversation.leadId(), Purpose.HUMAN, "Hello, code");
      mce().runDue();
      assertThat(channel.sentTo("+1234567")).hasSize(1);
      inbound("+1234567", "again");
      assertThat(messages(conversation.leadId())).hasSize(3);
    }

    @Test
    void a_lead_who_was_deleted_and_writes_comes_back() {
      leads.delete(actor, ana);
      inbound(ANA, "Me again");
      assertThat(only(conversations.list(actor, PageRequest.first())).lastText())
          .contains("Me again");
    }

    @Test
    void the_same_event_twice_is_one_bubble() {
      channel.inbound(ANA, "once");
      mce().runDue();
      mce().runDue();
      assertThat(messages(ana)).hasSize(1);
      assertThat(events("message.arrived")).hasSize(1);
    }

    @Test
    void a_reply_pauses_automation_where_an_automated_message_came_before() {
      inbound(ANA, "Hi, I saw your ad");
      assertThat(automation(ana)).isEqualTo(Automation.ACTIVE);
      send(ana, Purpose.OUTREACH, "Welcome!");
      mce().runDue();
      assertThat(automation(ana)).isEqualTo(Automation.ACTIVE);
      inbound(ANA, "thank you");
      assertThat(automation(ana)).isEqualTo(Automation.paused(AutomationReason.REPLIED));
      assertThat(events("lead.automation-paused")).hasSize(1);
    }

    @Test
    void a_reply_to_a_person_pauses_nothing_more_than_the_takeover_did() {
      send(ana, Purpose.HUMAN, "Hi, it is me");
      mce().runDue();
      assertThat(automation(ana)).isEqualTo(Automation.paused(AutomationReason.HUMAN_TAKEOVER));
      conversations.resumeAutomation(actor, ana);
      inbound(ANA, "Hello you");
      assertThat(automation(ana)).isEqualTo(Automation.ACTIVE);
    }

    @Test
    void a_reply_stops_outreach_but_not_answers_and_people() {
      send(ana, Purpose.OUTREACH, "step one");
      mce().runDue();
      inbound(ANA, "who is this?");
      Message step = send(ana, Purpose.OUTREACH, "step two");
      Message answer = send(ana, Purpose.RESPONSE, "an automatic answer");
      mce().runDue();
      assertThat(status(step)).isEqualTo(MessageStatus.CANCELLED);
      assertThat(conversations.message(actor, step.id()).error().orElseThrow().code())
          .isEqualTo("REPLIED");
      assertThat(status(answer)).isEqualTo(MessageStatus.ACCEPTED);
      Message person = send(ana, Purpose.HUMAN, "a person");
      mce().runDue();
      assertThat(status(person)).isEqualTo(MessageStatus.ACCEPTED);
    }

    @Test
    void a_person_who_takes_over_stops_answers_too_and_what_was_queued() {
      channel.failNext(ProviderException.of(ErrorKind.UNAVAILABLE, "down"));
      Message step = send(ana, Purpose.OUTREACH, "step");
      mce().runDue();
      assertThat(status(step)).isEqualTo(MessageStatus.QUEUED);
      Message person = send(ana, Purpose.HUMAN, "I take over");
      Message answer = send(ana, Purpose.RESPONSE, "answer");
      mce().advance(Duration.ofMinutes(1));
      assertThat(status(step)).isEqualTo(MessageStatus.CANCELLED);
      assertThat(status(answer)).isEqualTo(MessageStatus.CANCELLED);
      assertThat(status(person)).isEqualTo(MessageStatus.ACCEPTED);
      assertThat(automation(ana)).isEqualTo(Automation.paused(AutomationReason.HUMAN_TAKEOVER));
    }

    @Test
    void pausing_by_hand_and_resuming_works_from_either_side() {
      assertThat(conversations.pauseAutomation(actor, ana)).isTrue();
      assertThat(conversations.pauseAutomation(actor, ana)).isFalse();
      Message stopped = send(ana, Purpose.OUTREACH, "stopped");
      mce().runDue();
      assertThat(status(stopped)).isEqualTo(MessageStatus.CANCELLED);
      // Someone else resumes the lead without knowing of gates: its event opens it.
      leads.resumeAutomation(actor, ana);
      mce().runDue();
      Message passes = send(ana, Purpose.OUTREACH, "passes");
      mce().runDue();
      assertThat(status(passes)).isEqualTo(MessageStatus.ACCEPTED);
      leads.pauseAutomation(actor, ana, AutomationReason.MANUAL);
      mce().runDue();
      Message again = send(ana, Purpose.OUTREACH, "again");
      mce().runDue();
      assertThat(status(again)).isEqualTo(MessageStatus.CANCELLED);
      assertThat(conversations.resumeAutomation(actor, ana)).isTrue();
      assertThat(conversations.resumeAutomation(actor, ana)).isFalse();
    }

    @Test
    void stop_ends_everything_but_one_confirmation_and_start_begins_again() {
      send(ana, Purpose.OUTREACH, "offer");
      mce().runDue();
      inbound(ANA, "Stop!");
      assertThat(automation(ana).state()).isEqualTo(AutomationState.OPTED_OUT);
      assertThat(channel.sentTo(ANA)).hasSize(2);
      assertThat(channel.sentTo(ANA).getLast().text()).contains("START");
      Message offer = send(ana, Purpose.OUTREACH, "another offer");
      Message answer = send(ana, Purpose.RESPONSE, "answer");
      Message person = send(ana, Purpose.HUMAN, "person");
      inbound(ANA, "STOP");
      assertThat(List.of(status(offer), status(answer), status(person)))
          .containsOnly(MessageStatus.CANCELLED);
      assertThat(conversations.message(actor, person.id()).error().orElseThrow().code())
          .isEqualTo("OPTED_OUT");
      assertThat(channel.sentTo(ANA)).hasSize(2);
      inbound(ANA, "START");
      assertThat(automation(ana)).isEqualTo(Automation.ACTIVE);
      Message welcome = send(ana, Purpose.OUTREACH, "welcome back");
      mce().runDue();
      assertThat(status(welcome)).isEqualTo(MessageStatus.ACCEPTED);
    }

    @Test
    void start_without_a_stop_before_is_an_ordinary_reply() {
      send(ana, Purpose.OUTREACH, "offer");
      mce().runDue();
      inbound(ANA, "start");
      assertThat(automation(ana)).isEqualTo(Automation.paused(AutomationReason.REPLIED));
    }

    @Test
    void a_carrier_that_knows_of_an_opt_out_is_believed() {
      channel.failNext(ProviderException.of(ErrorKind.OPTED_OUT, "on the list"));
      Message first = send(ana, Purpose.OUTREACH, "offer");
      mce().runDue();
      assertThat(status(first)).isEqualTo(MessageStatus.FAILED);
      assertThat(conversations.message(actor, first.id()).error().orElseThrow())
          .isEqualTo(new MessageError("OPTED_OUT", "on the list"));
      assertThat(automation(ana).state()).isEqualTo(AutomationState.OPTED_OUT);
      Message next = send(ana, Purpose.HUMAN, "please?");
      mce().runDue();
      assertThat(status(next)).isEqualTo(MessageStatus.CANCELLED);
    }

    @Test
    void deleting_a_lead_cancels_what_was_queued_for_it() {
      channel.failNext(ProviderException.of(ErrorKind.UNAVAILABLE, "down"));
      Message step = send(ana, Purpose.OUTREACH, "step");
      mce().runDue();
      leads.delete(actor, ana);
      mce().advance(Duration.ofMinutes(1));
      assertThatThrownBy(() -> status(step))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      mce().engine().leadArchive().restore(actor, ana);
      mce().advance(Duration.ofMinutes(1));
      assertThat(status(step)).isEqualTo(MessageStatus.CANCELLED);
      assertThat(channel.sent()).isEmpty();
    }

    @Test
    void pages_run_from_the_newest_back_and_read_downwards() {
      for (int i = 0; i < 7; i++) {
        send(ana, Purpose.HUMAN, "m" + i);
        mce().clock().add(Duration.ofSeconds(1));
      }
      Page<Message> newest = conversations.messages(actor, ana, PageRequest.first(3));
      assertThat(newest.items()).extracting(Message::text).containsExactly("m4", "m5", "m6");
      Page<Message> older = next(ana, newest);
      assertThat(older.items()).extracting(Message::text).containsExactly("m1", "m2", "m3");
      Page<Message> oldest = next(ana, older);
      assertThat(oldest.items()).extracting(Message::text).containsExactly("m0");
      assertThat(oldest.nextCursor()).isEmpty();
    }

    private Page<Message> next(LeadId leadId, Page<Message> page) {
      return conversations.messages(
          actor, leadId, new PageRequest(3, Optional.of(page.nextCursor().orElseThrow().text())));
    }

    @Test
    void conversations_are_listed_newest_first_over_pages() {
      List<LeadId> ids =
          IntStream.range(0, 5)
              .mapToObj(i ->
                  leads.capture(actor, LeadDraft.of("Lead " + i, "+551191234000" + i)).leadId())
              .toList();
      for (LeadId id : ids) {
        send(id, Purpose.HUMAN, "to " + id);
        mce().clock().add(Duration.ofSeconds(1));
      }
      inbound("+5511912340001", "me first");
      Page<Conversation> first = conversations.list(actor, PageRequest.first(3));
      assertThat(first.items())
          .extracting(Conversation::leadName, Conversation::lastDirection)
          .containsExactly(
              tuple("Lead 1", Optional.of(Direction.INBOUND)),
              tuple("Lead 4", Optional.of(Direction.OUTBOUND)),
              tuple("Lead 3", Optional.of(Direction.OUTBOUND)));
      Page<Conversation> rest =
          conversations.list(
              actor, new PageRequest(3, Optional.of(first.nextCursor().orElseThrow().text())));
      assertThat(rest.items())
          .extracting(Conversation::leadName)
          .containsExactly("Lead 2", "Lead 0");
    }

    @Test
    void the_chat_of_a_foreign_or_unknown_lead_is_not_found() {
      assertThatThrownBy(() ->
              conversations.messages(
                  actor, new LeadId(new java.util.UUID(1, 2)), PageRequest.first()))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void nothing_personal_is_stored_in_the_clear() {
      send(ana, Purpose.HUMAN, "a very secret offer");
      inbound(ANA, "a very secret answer");
      for (String table :
          List.of("mce_message", "mce_conversation", "mce_dispatch", "mce_received_event")) {
        assertThat(dump(table)).doesNotContain("secret").doesNotContain("912345678");
      }
    }

    private String dump(String table) {
      return part(io.mce.persistence.Database.class)
          .read(
              organizationId,
              transaction ->
                  transaction
                      .query("select * from " + table + " where organization_id = :organizationId")
                      .mapToMap()
                      .list()
                      .toString());
    }

    @Test
    void what_is_unknown_is_listed() {
      channel.failNext(ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "timed out"));
      Message doubt = send(ana, Purpose.OUTREACH, "did it go out?");
      mce().runDue();
      assertThat(status(doubt)).isEqualTo(MessageStatus.UNKNOWN);
      assertThat(only(part(Outbox.class).unknown(actor, PageRequest.first())).messageId())
          .isEqualTo(doubt.id().value());
    }

    private MessageStatus status(Message message) {
      return conversations.message(actor, message.id()).status();
    }

    private static <T> T only(Page<T> page) {
      assertThat(page.items()).hasSize(1);
      return page.items().getFirst();
    }
  }
}
