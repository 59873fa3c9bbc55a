package com.example.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.campaign.Campaign;
import io.mce.campaign.CampaignDraft;
import io.mce.campaign.Campaigns;
import io.mce.campaign.Step;
import io.mce.ingestion.SourceId;
import io.mce.kernel.Actor;
import io.mce.lead.LeadDraft;
import io.mce.provider.ProviderAccountDraft;
import io.mce.testing.MceExtension;
import io.mce.testing.RecordingChannel;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A campaign over a day, tested in milliseconds: the test moves the clock and plays the carrier.
 */
class SettableClockTest {
  @RegisterExtension final MceExtension mce = MceExtension.sqlite();

  private Actor crm;

  @BeforeEach
  void an_organization_with_a_channel_and_two_leads() {
    crm = Actor.system(mce.engine().organizations().ensure("acme", "Acme Ltd").id(), "crm");
    mce.engine()
        .providerAccounts()
        .create(crm, new ProviderAccountDraft(RecordingChannel.PROVIDER, "Phone", Map.of()));
    take("Ana Souza", "+55 11 91234-5678");
    take("Ravi Kumar", "+91 98200 12345");
  }

  @Test
  void who_answers_the_first_message_does_not_get_the_second() {
    Campaigns campaigns = mce.engine().campaigns();
    Campaign drip =
        campaigns.create(
            crm,
            CampaignDraft.of(
                "Drip",
                Step.now("Hi {{first_name}}, shall we talk?"),
                Step.after(Duration.ofHours(24), "Still there, {{first_name}}?")));

    campaigns.start(crm, drip.id());
    mce.runDue();
    mce.channel().inbound("+5511912345678", "Yes, tomorrow");
    mce.advance(Duration.ofHours(24));

    assertThat(mce.channel().sentTo("+5511912345678"))
        .extracting(RecordingChannel.Sent::text)
        .containsExactly("Hi Ana, shall we talk?");
    assertThat(mce.channel().sentTo("+919820012345"))
        .extracting(RecordingChannel.Sent::text)
        .containsExactly("Hi Ravi, shall we talk?", "Still there, Ravi?");
    assertThat(campaigns.stats(crm, drip.id()).replied()).isEqualTo(1);
  }

  private void take(String name, String phone) {
    mce.engine().intake().take(crm, LeadDraft.of(name, phone), SourceId.of("website"));
  }
}
