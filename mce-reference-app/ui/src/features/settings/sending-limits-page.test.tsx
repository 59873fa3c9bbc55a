// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { SendingLimits } from '@/api/types';
import { serve, show } from '@/testing/screen';
import { SendingLimitsPage } from './sending-limits-page';

const NONE: SendingLimits = { daily: { warmUp: [] }, accounts: [], answersWait: false, version: 0 };

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('limits are for accounts that send: a source of leads has none', async () => {
  serve({
    '/api/sending-limits': () => NONE,
    '/api/channels': () => ({
      items: [
        { id: 'a1', name: 'Front desk', channel: 'whatsapp' },
        { id: 'a2', name: 'Leads of the fair' },
      ],
    }),
  });
  show(<SendingLimitsPage />);
  await screen.findByLabelText(/Front desk/);
  expect(screen.queryByLabelText(/Leads of the fair/)).toBeNull();
});
