package io.mce.app.live;

import io.mce.campaign.CampaignCancelled;
import io.mce.campaign.CampaignCompleted;
import io.mce.campaign.CampaignPaused;
import io.mce.campaign.CampaignResumed;
import io.mce.campaign.CampaignStarted;
import io.mce.channel.DispatchFailed;
import io.mce.channel.DispatchUnknown;
import io.mce.conversation.MessageArrived;
import io.mce.event.DomainEvent;
import io.mce.ingestion.ImportCompleted;
import io.mce.ingestion.ImportFailed;
import io.mce.lead.AutomationPaused;
import io.mce.lead.AutomationResumed;
import io.mce.lead.LeadCaptured;
import io.mce.lead.LeadDeleted;
import io.mce.lead.LeadMerged;
import io.mce.lead.LeadOptedOut;
import io.mce.lead.LeadRestored;
import io.mce.lead.LeadStatusChanged;
import io.mce.lead.LeadUnmerged;
import io.mce.provider.ChannelChanged;
import io.mce.workflow.WorkflowRunFailed;
import java.util.Set;

/**
 * What a person wants to see when they open the feed; the stream itself carries everything. The UI
 * keeps the same events of the stream (feed-events.ts).
 */
final class FeedEvents {

  static final Set<Class<? extends DomainEvent>> TYPES =
      Set.of(
          LeadCaptured.class,
          LeadStatusChanged.class,
          AutomationPaused.class,
          AutomationResumed.class,
          LeadOptedOut.class,
          LeadDeleted.class,
          LeadRestored.class,
          LeadMerged.class,
          LeadUnmerged.class,
          MessageArrived.class,
          DispatchFailed.class,
          DispatchUnknown.class,
          ImportCompleted.class,
          ImportFailed.class,
          CampaignStarted.class,
          CampaignPaused.class,
          CampaignResumed.class,
          CampaignCancelled.class,
          CampaignCompleted.class,
          WorkflowRunFailed.class,
          ChannelChanged.class);

  private FeedEvents() {}
}
