// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Suppression } from '@/api/types';
import { serve, show } from '@/testing/screen';
import { SuppressionList } from './suppression-list';

const ENTRY: Suppression = {
  id: 's1',
  channel: 'ALL',
  key: 'k1',
  reason: 'MANUAL',
  ownWish: false,
  source: 'MANUAL',
  since: '2026-03-02T09:00:00Z',
};

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('what was found is looked up again when it was taken off the list', async () => {
  let entries = [ENTRY];
  serve(
    {
      '/api/suppressions': () => ({ items: entries }),
      '/api/suppressions/look-up': () => ({ items: entries }),
      '/api/suppressions/remove': () => {
        entries = [];
        return new Response(null, { status: 204 });
      },
    },
    ['LEAD_WRITE'],
  );
  show(<SuppressionList />);
  fireEvent.change(await screen.findByLabelText('Phone number or e-mail'), {
    target: { value: '+14155550171' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'Look up' }));
  const found = await screen.findByRole('list', { name: 'On the list' });
  fireEvent.click(await within(found).findByRole('button', { name: 'Take off' }));
  const dialog = screen.getByRole('dialog');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Take off' }));
  await screen.findByText('Not on the list: it may be written to.');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.queryByRole('list', { name: 'On the list' })).toBeNull();
});
