package io.mce.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.channel.Purpose;
import io.mce.conversation.SendMessage;
import io.mce.conversation.Sender;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.Permission;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A lead who is not to be contacted on a channel is not, whatever addresses it gets. */
final class DoNotContactTest {

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

  abstract static class Contract extends LeadFixture {

    private static final String CHANNEL = RecordingChannel.CHANNEL;
    private DoNotContact doNotContact;
    private LeadId ana;

    Contract(MceExtension mce) {
      super(mce);
    }

    @BeforeEach
    void channel() {
      doNotContact = mce.engine().doNotContact();
      mce.engine()
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()));
      ana = captured(LeadDraft.of("Ana", "+5511912345678")).id();
    }

    private int sentAfter(String text) {
      mce.engine()
          .conversations()
          .send(actor, SendMessage.of(ana, text, Purpose.HUMAN, Sender.SYSTEM, text));
      mce.runDue();
      return mce.channel().sent().size();
    }

    private List<String> shown() {
      return doNotContact.list(actor, ana).stream()
          .map(entry -> entry.channel() + " " + entry.reason())
          .toList();
    }

    @Test
    void nothing_is_sent_until_it_is_lifted() {
      assertThat(sentAfter("before")).isEqualTo(1);
      doNotContact.set(actor, ana, CHANNEL);
      doNotContact.set(actor, ana, CHANNEL);
      assertThat(shown()).containsExactly(CHANNEL + " DO_NOT_CONTACT");
      assertThat(sentAfter("during")).isEqualTo(1);
      assertThat(doNotContact.lift(actor, ana, CHANNEL)).isEmpty();
      assertThat(sentAfter("after")).isEqualTo(2);
      assertThat(eventsNamed("lead.do-not-contact-set")).hasSize(1);
      assertThat(eventsNamed("lead.do-not-contact-lifted")).hasSize(1);
    }

    @Test
    void another_channel_does_not_count_and_every_channel_does() {
      doNotContact.set(actor, ana, "SMS");
      assertThat(sentAfter("one")).isEqualTo(1);
      doNotContact.set(actor, ana, "*");
      assertThat(sentAfter("two")).isEqualTo(1);
      doNotContact.lift(actor, ana, "SMS");
      assertThat(shown()).containsExactly("* DO_NOT_CONTACT");
    }

    @Test
    void a_number_that_the_lead_gets_later_follows() {
      doNotContact.set(actor, ana, CHANNEL);
      Lead lead = leads.get(actor, ana);
      leads.update(actor, ana, LeadChange.none().phone("+5521912345678"), lead.version());
      assertThat(sentAfter("new number")).isZero();
      assertThat(shown()).containsExactly(CHANNEL + " DO_NOT_CONTACT");
    }

    @Test
    void an_address_that_a_draft_adds_follows_too() {
      LeadId mail = captured(LeadDraft.named("Bo").externalId("crm-7")).id();
      doNotContact.set(actor, mail, CHANNEL);
      assertThat(
              leads
                  .capture(actor, LeadDraft.of("Bo", "+919876543210").externalId("crm-7"))
                  .leadId())
          .isEqualTo(mail);
      ana = mail;
      assertThat(sentAfter("hello")).isZero();
    }

    @Test
    void what_the_lead_said_is_shown_as_well() {
      assertThat(sentAfter("hello")).isEqualTo(1);
      mce.channel().inbound("+5511912345678", "STOP");
      mce.runDue();
      assertThat(shown()).containsExactly(CHANNEL + " STOP");
    }

    @Test
    void it_is_of_its_own_organization_needs_a_permission_and_a_channel() {
      Actor rival = newActor("rival");
      assertRefused(ErrorCode.NOT_FOUND, () -> doNotContact.list(rival, ana));
      assertRefused(ErrorCode.NOT_FOUND, () -> doNotContact.set(rival, ana, "SMS"));
      assertRefused(ErrorCode.NOT_FOUND, () -> doNotContact.lift(rival, ana, "SMS"));
      Actor viewer = Actor.member(actor.organizationId(), "m", Set.of(Permission.LEAD_READ));
      assertThat(doNotContact.list(viewer, ana)).isEmpty();
      assertRefused(ErrorCode.FORBIDDEN, () -> doNotContact.set(viewer, ana, "SMS"));
      assertRefused(ErrorCode.FORBIDDEN, () -> doNotContact.lift(viewer, ana, "SMS"));
      assertRefused(ErrorCode.INVALID, () -> doNotContact.set(actor, ana, "carrier pigeon"));
    }
  }
}
