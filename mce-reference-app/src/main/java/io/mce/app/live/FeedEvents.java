package io.mce.app.live;

import io.mce.campaign.CampaignCompleted;
import io.mce.campaign.CampaignPaused;
import io.mce.campaign.CampaignStarted;
import io.mce.conversation.MessageArrived;
import io.mce.event.DomainEvent;
import io.mce.ingestion.ImportCompleted;
import io.mce.lead.AutomationPaused;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadOptedOut;
import io.mce.lead.LeadStatusChanged;
import io.mce.notification.NoticeRaised;
import java.util.Set;

/** What a person wants to see when they open the feed; the stream itself carries everything. */
final class FeedEvents {

  static final Set<Class<? extends DomainEvent>> TYPES =
      Set.of(
          LeadCaptured.class,
          LeadStatusChanged.class,
          AutomationPaused.class,
          LeadOptedOut.class,
          MessageArrived.class,
          ImportCompleted.class,
          CampaignStarted.class,
          CampaignPaused.class,
          CampaignCompleted.class,
          NoticeRaised.class);

  private FeedEvents() {}
}
