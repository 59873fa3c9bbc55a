package io.mce.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.PageRequest;
import io.mce.lead.Automation;
import io.mce.lead.AutomationReason;
import io.mce.lead.Lead;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.notification.Notice;
import io.mce.privacy.Consent;
import io.mce.privacy.ConsentStatus;
import io.mce.provider.AccountId;
import io.mce.provider.HealthState;
import io.mce.provider.ProviderAccount;
import io.mce.provider.ProviderAccountDraft;
import io.mce.provider.ReceivedEvents;
import io.mce.spi.Address;
import io.mce.spi.Health;
import io.mce.spi.HealthNotice;
import io.mce.spi.MarketingChoice;
import io.mce.spi.MessageEcho;
import io.mce.spi.MessageIn;
import io.mce.spi.ProviderEvent;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What carriers tell beside messages and receipts. */
final class CarrierNewsTest {

  private static final String ANA = "+5511912345678";
  private static final String STRANGER = "+5511987650000";

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

    private MceEngine engine;
    private Actor actor;
    private AccountId account;
    private LeadId ana;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      engine = mce().engine();
      actor = Actor.system(engine.organizations().ensure("acme", "Acme").id(), "test");
      account =
          engine
              .providerAccounts()
              .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Line", Map.of()))
              .id();
      ana = engine.leads().capture(actor, LeadDraft.of("Ana Souza", ANA)).leadId();
    }

    private void tells(ProviderEvent event) {
      EngineParts.part(engine, ReceivedEvents.class)
          .store(actor.organizationId(), account, List.of(event));
      mce().runDue();
      assertThat(engine.receivedEvents().unhandled(actor)).isEmpty();
    }

    private MessageEcho echo(String id, Instant at, String to, String text) {
      return new MessageEcho(
          id,
          at,
          "remote-" + id,
          Address.phone(to),
          Optional.empty(),
          text,
          List.of(),
          Optional.empty());
    }

    private List<Message> messages(LeadId id) {
      return engine.conversations().messages(actor, id, PageRequest.first()).items();
    }

    private ProviderAccount line() {
      return engine.providerAccounts().get(actor, account);
    }

    private List<Notice> notices() {
      return engine.notices().list(actor, PageRequest.first()).items();
    }

    @Test
    void what_is_written_on_the_phone_is_in_the_conversation_once_and_takes_over() {
      MessageEcho echo = echo("e1", mce().clock().instant(), ANA, "I am at the house");
      tells(echo);
      tells(echo);
      assertThat(messages(ana))
          .singleElement()
          .satisfies(message -> {
            assertThat(message.text()).isEqualTo("I am at the house");
            assertThat(message.direction()).isEqualTo(Direction.OUTBOUND);
            assertThat(message.status()).isEqualTo(MessageStatus.SENT);
            assertThat(message.sender().kind()).isEqualTo(SenderKind.PHONE);
            assertThat(message.account()).isEqualTo(account);
          });
      assertThat(engine.leads().get(actor, ana).automation().reason())
          .contains(AutomationReason.HUMAN_TAKEOVER);
      assertThat(mce().channel().sent()).isEmpty();
    }

    @Test
    void one_that_comes_late_stands_where_it_was_written() {
      Instant now = mce().clock().instant();
      tells(echo("e1", now, ANA, "second"));
      tells(echo("e2", now.minus(Duration.ofMinutes(5)), ANA, "first"));
      assertThat(messages(ana)).extracting(Message::text).containsExactly("first", "second");
      assertThat(engine.conversations().list(actor, PageRequest.first()).items())
          .singleElement()
          .satisfies(each -> assertThat(each.lastText()).contains("second"));
    }

    @Test
    void a_start_that_comes_late_does_not_undo_the_stop_after_it() {
      Instant now = mce().clock().instant();
      Address address = Address.phone(ANA);
      tells(MessageIn.text("stop", now, address, "STOP"));
      tells(MessageIn.text("late", now.minus(Duration.ofMinutes(1)), address, "START"));
      assertThat(engine.leads().get(actor, ana).automation()).isEqualTo(Automation.optedOut());
      mce().clock().add(Duration.ofMinutes(1));
      tells(MessageIn.text("again", now.plusSeconds(30), address, "START"));
      assertThat(engine.leads().get(actor, ana).automation()).isEqualTo(Automation.ACTIVE);
    }

    @Test
    void a_stranger_who_is_written_to_becomes_a_lead_whom_nothing_greets() {
      tells(echo("e1", mce().clock().instant(), STRANGER, ""));
      LeadId id =
          engine
              .leads()
              .findByAddress(actor.organizationId(), Address.phone(STRANGER))
              .orElseThrow();
      Lead lead = engine.leads().get(actor, id);
      assertThat(lead.source()).isEqualTo(RecordingChannel.CHANNEL);
      assertThat(messages(id)).singleElement().extracting(Message::text).isEqualTo("(attachment)");
    }

    @Test
    void what_a_person_told_the_carrier_about_marketing_is_kept_as_proof() {
      Instant now = mce().clock().instant();
      tells(new MarketingChoice("m1", now, Address.phone(ANA), false));
      assertThat(consents()).containsExactly(ConsentStatus.REVOKED);
      mce().clock().add(Duration.ofMinutes(1));
      tells(new MarketingChoice("m2", now, Address.phone(ANA), true));
      assertThat(consents()).containsExactly(ConsentStatus.GRANTED, ConsentStatus.REVOKED);
      tells(new MarketingChoice("m3", now, Address.phone(STRANGER), false));
      assertThat(engine.leads().findByAddress(actor.organizationId(), Address.phone(STRANGER)))
          .isEmpty();
    }

    private List<ConsentStatus> consents() {
      return engine.consents().list(actor, ana.value()).records().stream()
          .map(Consent::status)
          .toList();
    }

    @Test
    void an_account_that_the_carrier_blocks_is_down_and_somebody_is_told_once_a_day() {
      Instant now = mce().clock().instant();
      tells(new HealthNotice("h1", now, Health.down("Banned for spam.")));
      assertThat(line().health()).isEqualTo(HealthState.DOWN);
      assertThat(line().healthDetail()).contains("Banned for spam.");
      tells(new HealthNotice("h2", now, Health.up()));
      assertThat(line().health()).isEqualTo(HealthState.UP);
      tells(new HealthNotice("h3", now, Health.down("Banned for spam.")));
      assertThat(notices())
          .singleElement()
          .extracting(Notice::text)
          .asString()
          .startsWith("The channel \"Line\" does not work any more: Banned for spam. Messages");
    }
  }
}
