import { t } from '@/lib/i18n';
import { Badge, type Tone } from '@/ui/badge';

const leadTones = {
  NEW: 'info',
  CONTACTED: 'plum',
  QUALIFIED: 'accent',
  NOT_INTERESTED: 'neutral',
  CONVERTED: 'good',
  LOST: 'neutral',
} as const satisfies Record<string, Tone>;

export function LeadStatusBadge({ status }: { status: keyof typeof leadTones }) {
  return (
    <Badge tone={leadTones[status]} dot>
      {t(`status.${status}`)}
    </Badge>
  );
}

const campaignTones = {
  DRAFT: 'neutral',
  RUNNING: 'accent',
  PAUSED: 'warn',
  COMPLETED: 'good',
  CANCELLED: 'neutral',
} as const satisfies Record<string, Tone>;

export function CampaignStatusBadge({ status }: { status: keyof typeof campaignTones }) {
  return (
    <Badge tone={campaignTones[status]} dot>
      {t(`campaign.status.${status}`)}
    </Badge>
  );
}

interface AutomationBadgeProps {
  state: 'ACTIVE' | 'PAUSED' | 'OPTED_OUT';
}

export function AutomationBadge({ state }: AutomationBadgeProps) {
  const tone = state === 'ACTIVE' ? 'good' : state === 'PAUSED' ? 'warn' : 'bad';
  return (
    <Badge tone={tone} dot>
      {t(`automation.${state}`)}
    </Badge>
  );
}
