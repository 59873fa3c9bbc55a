// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
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

describe('someone else saved first', () => {
  const theirs: SendingLimits = { ...NONE, secondsBetween: 9, version: 3 };

  /** Changes a limit and saves it, after which the server knows of the other one's. */
  async function save() {
    const asked = serve(
      {
        '/api/sending-limits': ({ method, version, body }) => {
          if (method === 'GET') return NONE;
          return version === '"3"'
            ? { ...(body as SendingLimits), version: 4 }
            : new Response(JSON.stringify({ status: 412, current: theirs }), { status: 412 });
        },
        '/api/channels': () => ({ items: [] }),
      },
      ['ORGANIZATION_MANAGE'],
    );
    show(<SendingLimitsPage />);
    const button = await screen.findByRole('button', { name: 'Save' });
    expect(button).toHaveProperty('disabled', true);
    fireEvent.click(screen.getByLabelText(/Automatic answers wait/));
    fireEvent.click(button);
    await screen.findByText(/Someone else changed this/);
    expect(button).toHaveProperty('disabled', true);
    return asked.filter(({ method }) => method === 'PUT');
  }

  const answersWait = () => screen.getByLabelText<HTMLInputElement>(/Automatic answers wait/);

  it('theirs is shown, and nothing was saved', async () => {
    const puts = await save();
    expect(puts.map(({ version }) => version)).toEqual(['"0"']);
    fireEvent.click(screen.getByRole('button', { name: 'Show their version' }));
    expect(screen.queryByText(/Someone else changed this/)).toBeNull();
    expect(screen.getByDisplayValue('9')).toBeTruthy();
    expect(answersWait().checked).toBe(false);
  });

  it('mine goes over it', async () => {
    await save();
    fireEvent.click(screen.getByRole('button', { name: 'Save mine over it' }));
    await waitFor(() => expect(screen.queryByText(/Someone else changed this/)).toBeNull());
    expect(answersWait().checked).toBe(true);
    expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true);
  });
});
