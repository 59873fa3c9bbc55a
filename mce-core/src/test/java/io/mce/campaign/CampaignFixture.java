package io.mce.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.event.DomainEvent;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadId;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import io.mce.testing.RecordingChannel.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An organization with a channel, leads to write to, and what tests ask about a campaign. */
abstract class CampaignFixture {

  @RegisterExtension final MceExtension mce;

  Actor actor;
  AccountId account;

  CampaignFixture(MceExtension mce) {
    this.mce = mce;
  }

  @BeforeEach
  void organizationWithChannel() {
    actor = newActor("acme");
    account = newAccount("Line 1");
  }

  Actor newActor(String key) {
    return Actor.system(mce.engine().organizations().ensure(key, key).id(), "mike");
  }

  AccountId newAccount(String name) {
    return mce.engine()
        .providerAccounts()
        .create(actor, new ProviderAccountDraft(RecordingChannel.PROVIDER, name, Map.of()))
        .id();
  }

  Campaigns campaigns() {
    return mce.engine().campaigns();
  }

  static String phone(int number) {
    return "+55119%08d".formatted(80_000_000 + number);
  }

  LeadId lead(int number) {
    return mce.engine()
        .leads()
        .capture(actor, LeadDraft.of("Lead " + number, phone(number)))
        .leadId();
  }

  /** Leads numbered from 1. */
  List<LeadId> leads(int count) {
    List<LeadDraft> drafts =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> LeadDraft.of("Lead " + number, phone(number)))
            .toList();
    return mce.engine().leads().captureAll(actor, drafts).stream()
        .map(result -> result.leadId())
        .toList();
  }

  Campaign created(Step... steps) {
    return campaigns().create(actor, CampaignDraft.of("Nov Revival", steps));
  }

  Campaign started(Step... steps) {
    return campaigns().start(actor, created(steps).id());
  }

  Campaign now(Campaign campaign) {
    return campaigns().get(actor, campaign.id());
  }

  List<Recipient> recipients(Campaign campaign) {
    List<Recipient> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<Recipient> page =
          campaigns()
              .recipients(actor, campaign.id(), Optional.empty(), new PageRequest(200, cursor));
      all.addAll(page.items());
      cursor = page.nextCursor().map(next -> next.text());
    } while (cursor.isPresent());
    return all;
  }

  Recipient recipient(Campaign campaign, LeadId leadId) {
    return recipients(campaign).stream()
        .filter(each -> each.leadId().equals(leadId))
        .findFirst()
        .orElseThrow();
  }

  void replies(int number, String text) {
    mce.channel().inbound(phone(number), text);
    mce.runDue();
  }

  long published(Class<? extends DomainEvent> type) {
    return mce.engine().events().since(actor, 0, 100_000).events().stream()
        .filter(event -> event.is(type))
        .count();
  }

  /** One batch of the worker and nothing else, to be in the middle of something. */
  void workOnce() {
    assertThat(EngineParts.part(mce.engine(), CampaignWorker.class).runOnce()).isTrue();
  }

  void assertSentOnceEach(int count) {
    List<String> to = mce.channel().sent().stream().map(Sent::to).toList();
    assertThat(to).hasSize(count);
    assertThat(new HashSet<>(to)).hasSize(count);
  }

  static void assertPartition(CampaignStats stats) {
    assertThat(stats.sent() + stats.queued() + stats.failed() + stats.unknown() + stats.skipped())
        .as("%s", stats)
        .isEqualTo(stats.audience());
    assertThat(stats.read()).isLessThanOrEqualTo(stats.delivered());
    assertThat(stats.delivered()).isLessThanOrEqualTo(stats.sent());
    assertThat(stats.sent()).isLessThanOrEqualTo(stats.audience());
  }

  /** A campaign looks every few seconds whether its last messages are out. */
  void assertCompletes(Campaign campaign) {
    mce.advance(Duration.ofSeconds(5));
    assertThat(now(campaign).status()).isEqualTo(CampaignStatus.COMPLETED);
  }

  void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
