import type { FeedItem } from '@/api/types';

/**
 * What people want to see pass by; receipts and bookkeeping move counters, not the feed. The server
 * answers with the same events (FeedEvents.java), so that a reload shows what was there before.
 */
const SHOWN = new Set([
  'lead.captured',
  'lead.status-changed',
  'lead.automation-paused',
  'lead.automation-resumed',
  'lead.opted-out',
  'lead.deleted',
  'lead.restored',
  'lead.merged',
  'lead.unmerged',
  'message.arrived',
  'dispatch.failed',
  'dispatch.unknown',
  'import.completed',
  'import.failed',
  'campaign.started',
  'campaign.paused',
  'campaign.resumed',
  'campaign.cancelled',
  'campaign.completed',
  'workflow.run-failed',
  'channel.changed',
]);

export const isShown = ({ name, data }: FeedItem) => SHOWN.has(name) && data.outcome !== 'SKIPPED';
