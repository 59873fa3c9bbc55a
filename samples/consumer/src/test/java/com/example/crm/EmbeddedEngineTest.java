package com.example.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.lead.LeadDraft;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import io.mce.workflow.Action;
import io.mce.workflow.Trigger;
import io.mce.workflow.TriggerType;
import io.mce.workflow.WorkflowDraft;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a host tests with the published kit: a real engine on a clock that the test moves. */
class EmbeddedEngineTest {
  @RegisterExtension final MceExtension mce = MceExtension.sqlite();

  @Test
  void a_new_lead_is_greeted() {
    Actor crm = Actor.system(mce.engine().organizations().ensure("acme", "Acme Ltd").id(), "crm");
    mce.engine()
        .providerAccounts()
        .create(crm, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Phone", Map.of()));
    mce.engine()
        .workflows()
        .create(
            crm,
            WorkflowDraft.of(
                "Welcome",
                Trigger.on(TriggerType.LEAD_CREATED),
                new Action.SendMessage("Hi {{first_name}}!")));

    mce.engine()
        .intake()
        .take(crm, LeadDraft.of("Ana Souza", "+55 11 91234-5678"), SourceId.of("website"));
    mce.runDue();

    assertThat(mce.channel().sentTo("+5511912345678"))
        .extracting(RecordingChannel.Sent::text)
        .containsExactly("Hi Ana!");
  }

  @Test
  void a_year_passes_without_waiting() {
    mce.advance(Duration.ofDays(365));

    assertThat(mce.clock().instant()).isEqualTo(MceExtension.START.plus(Duration.ofDays(365)));
    assertThat(mce.engine().health().isUp()).isTrue();
  }
}
