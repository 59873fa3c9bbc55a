package io.mce.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.channel.Purpose;
import io.mce.channel.RoutingPolicies;
import io.mce.channel.RoutingPolicy;
import io.mce.engine.EngineParts;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccountDraft;
import io.mce.provider.ReceivedEvents;
import io.mce.spi.Accepted;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.HealthNotice;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.ReplyWindow;
import io.mce.spi.Setting;
import io.mce.spi.SpiVersion;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** By which account people are written to. */
final class RoutingTest {

  private static final String ANA = "+5511912345678";

  @Nested
  final class OnSqlite extends Contract {
    @RegisterExtension
    final MceExtension mce = MceExtension.sqlite().with(builder -> builder.provider(new Letters()));

    @Override
    MceExtension mce() {
      return mce;
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    @RegisterExtension
    final MceExtension mce =
        MceExtension.postgres().with(builder -> builder.provider(new Letters()));

    @Override
    MceExtension mce() {
      return mce;
    }
  }

  abstract static class Contract {

    private MceEngine engine;
    private Actor actor;
    private RecordingChannel channel;
    private AccountId first;
    private AccountId second;
    private LeadId ana;
    private int count;

    abstract MceExtension mce();

    @BeforeEach
    void open() {
      engine = mce().engine();
      channel = mce().channel();
      actor = Actor.system(engine.organizations().ensure("acme", "Acme").id(), "test");
      first = newAccount(RecordingChannel.PROVIDER, "First");
      second = newAccount(RecordingChannel.PROVIDER, "Second");
      ana = lead("Ana", ANA);
    }

    private LeadId lead(String name, String phone) {
      return engine.leads().capture(actor, LeadDraft.of(name, phone)).leadId();
    }

    private AccountId newAccount(String provider, String name) {
      return engine
          .providerAccounts()
          .create(actor, new ProviderAccountDraft(provider, name, Map.of()))
          .id();
    }

    private Message send(LeadId leadId) {
      mce().clock().add(Duration.ofSeconds(1));
      return engine
          .conversations()
          .send(
              actor,
              SendMessage.of(
                  leadId,
                  "Text " + ++count,
                  Purpose.HUMAN,
                  Sender.human("m1", "Sarah"),
                  "key:" + count));
    }

    /** Who really sent it. */
    private AccountId sentBy(LeadId leadId) {
      Message message = send(leadId);
      mce().runDue();
      return engine.conversations().message(actor, message.id()).account();
    }

    private void says(AccountId account, Health health) {
      EngineParts.part(engine, ReceivedEvents.class)
          .store(
              actor.organizationId(),
              account,
              List.of(new HealthNotice("h" + ++count, mce().clock().instant(), health)));
      mce().runDue();
    }

    private void prefer(RoutingPolicy policy) {
      RoutingPolicies.Chosen before = engine.routing().get(actor);
      assertThat(engine.routing().change(actor, policy, before.version()).policy())
          .isEqualTo(policy);
    }

    @Test
    void who_was_never_written_to_is_reached_as_the_policy_orders() {
      assertThat(sentBy(lead("Bo", "+5511912345001"))).as("the oldest").isEqualTo(first);
      prefer(new RoutingPolicy(List.of(), List.of(second, first), false));
      assertThat(sentBy(lead("Bo", "+5511912345002"))).isEqualTo(second);
      AccountId letters = newAccount(Letters.ID, "Letters");
      assertThat(sentBy(lead("Bo", "+5511912345003"))).isEqualTo(second);
      prefer(new RoutingPolicy(List.of(Letters.CHANNEL), List.of(second, first), false));
      assertThat(sentBy(lead("Bo", "+5511912345004"))).isEqualTo(letters);
      says(letters, Health.down("Closed."));
      assertThat(sentBy(lead("Bo", "+5511912345005"))).as("what works").isEqualTo(second);
    }

    @Test
    void a_conversation_stays_where_it_is_whatever_the_policy_prefers() {
      assertThat(sentBy(ana)).isEqualTo(first);
      prefer(new RoutingPolicy(List.of(), List.of(second), false));
      assertThat(sentBy(ana)).isEqualTo(first);
    }

    @Test
    void after_a_failover_a_conversation_keeps_the_account_that_worked() {
      assertThat(sentBy(ana)).isEqualTo(first);
      channel.failNext(ProviderException.of(ErrorKind.UNAUTHORIZED, "expired"));
      assertThat(sentBy(ana)).isEqualTo(second);
      says(first, Health.up());
      assertThat(sentBy(ana)).as("the first works again").isEqualTo(second);
      channel.inbound(ANA, "To the first one"); // Which stops what is automated, and not people.
      mce().runDue();
      assertThat(sentBy(ana)).isEqualTo(first);
    }

    @Test
    void the_conversation_goes_on_in_its_place_so_that_its_order_is_kept() {
      sentBy(ana);
      says(first, Health.down("Banned."));
      Message by = send(ana);
      assertThat(by.account()).isEqualTo(second);
      assertThat(by.conversationId())
          .isEqualTo(
              engine
                  .conversations()
                  .messages(actor, ana, PageRequest.first())
                  .items()
                  .getFirst()
                  .conversationId());
      says(second, Health.down("Banned, too."));
      says(first, Health.up());
      assertThat(sentBy(ana)).isEqualTo(first);
    }

    @Test
    void who_is_in_conversation_on_one_medium_is_written_to_on_another_only_by_the_policy() {
      AccountId letters = newAccount(Letters.ID, "Letters");
      sentBy(ana);
      says(first, Health.down("Banned."));
      says(second, Health.down("Banned."));
      assertThat(send(ana).account()).isIn(first, second);
      prefer(new RoutingPolicy(List.of(), List.of(), true));
      assertThat(send(ana).account()).isEqualTo(letters);
    }

    @Test
    void a_number_that_the_lead_never_wrote_to_takes_no_free_text_over_where_a_window_applies() {
      engine
          .providerAccounts()
          .create(
              actor, new ProviderAccountDraft(Letters.ID, "Windowed", Map.of("window", "true")));
      prefer(new RoutingPolicy(List.of(), List.of(), true));
      says(second, Health.down("Banned."));
      sentBy(ana);
      channel.failNext(ProviderException.of(ErrorKind.UNAUTHORIZED, "expired"));
      assertThat(sentBy(ana)).as("waits for the repair").isEqualTo(first);
    }

    @Test
    void the_policy_is_changed_by_who_may_and_by_the_newest_version_only() {
      RoutingPolicies.Chosen none = engine.routing().get(actor);
      assertThat(none).isEqualTo(new RoutingPolicies.Chosen(RoutingPolicy.DEFAULT, 0));
      RoutingPolicy policy = new RoutingPolicy(List.of("SMS"), List.of(second), true);
      assertThat(engine.routing().change(actor, policy, 0))
          .isEqualTo(new RoutingPolicies.Chosen(policy, 1));
      assertThatThrownBy(() -> engine.routing().change(actor, RoutingPolicy.DEFAULT, 0))
          .isInstanceOfSatisfying(
              MceException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.STALE_VERSION);
                assertThat(e.details()).containsEntry("version", "1");
              });
      Actor reader =
          Actor.member(actor.organizationId(), "m1", Set.of(Permission.ORGANIZATION_READ));
      assertThat(engine.routing().get(reader).policy()).isEqualTo(policy);
      assertThatThrownBy(() -> engine.routing().change(reader, policy, 1))
          .hasMessageContaining("ORGANIZATION_MANAGE");
      assertThatThrownBy(() -> new RoutingPolicy(List.of("SMS", "SMS"), List.of(), false))
          .isInstanceOf(MceException.class);
    }
  }

  /** A second medium, on which nobody writes to us. */
  private static final class Letters implements ProviderFactory<ChannelProvider, Letters.Stamps> {

    static final String ID = "letters";
    static final String CHANNEL = "LETTERS";

    record Stamps(@Setting(label = "Window", defaultValue = "false") boolean window) {}

    @Override
    public String id() {
      return ID;
    }

    @Override
    public String displayName() {
      return "Letters";
    }

    @Override
    public Class<ChannelProvider> type() {
      return ChannelProvider.class;
    }

    @Override
    public Class<Stamps> settings() {
      return Stamps.class;
    }

    @Override
    public int spiVersion() {
      return SpiVersion.MAJOR;
    }

    @Override
    public ChannelProvider create(Stamps settings, ProviderContext context) {
      return new ChannelProvider() {
        @Override
        public ChannelProfile profile() {
          return ChannelProfile.of(
                  CHANNEL, EnumSet.of(AddressScheme.E164), EnumSet.of(ChannelCapability.TEXT))
              .withReplyWindow(settings.window() ? ReplyWindow.HOURS_24 : ReplyWindow.NONE);
        }

        @Override
        public Accepted send(OutboundMessage message) {
          return Accepted.of("letter-" + message.id());
        }

        @Override
        public Health health() {
          return Health.up();
        }
      };
    }
  }
}
