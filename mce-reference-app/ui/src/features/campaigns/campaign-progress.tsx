import type { CampaignStats } from '@/api/types';
import { t } from '@/lib/i18n';
import { Progress } from '@/ui/progress';

interface CampaignProgressProps {
  stats: CampaignStats;
  steps: number;
  className?: string;
}

/** How much of the audience has been written to, and how far those messages got. */
export function CampaignProgress({ stats, className }: CampaignProgressProps) {
  const troubled = stats.failed + stats.unknown;
  return (
    <Progress
      label={t('campaign.progress')}
      value={Math.min(stats.sent + troubled, stats.audience)}
      max={stats.audience}
      text={t('campaign.progressText', {
        sent: stats.sent,
        audience: stats.audience,
        delivered: stats.delivered,
        read: stats.read,
      })}
      parts={[
        { value: stats.read, className: 'bg-accent' },
        { value: Math.max(0, stats.delivered - stats.read), className: 'bg-accent/65' },
        { value: Math.max(0, stats.sent - stats.delivered), className: 'bg-accent/35' },
        { value: troubled, className: 'bg-bad' },
      ]}
      className={className}
    />
  );
}
