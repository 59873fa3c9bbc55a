// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { queryKeys } from '@/lib/query-keys';
import { ORGANIZATION, refusal, serve, show } from '@/testing/screen';
import type { TimedWay } from './api';
import { Composer } from './composer';

const MINUTE = 60_000;

const TEMPLATES = {
  items: [
    {
      accountId: 'a1',
      accountName: 'Main',
      channel: 'whatsapp',
      submits: true,
      templates: [
        {
          name: 'visit',
          language: 'en',
          body: 'See you on {{1}}',
          parameters: ['1'],
          state: 'APPROVED',
        },
      ],
    },
  ],
};

const within = (minutes: number): TimedWay => ({
  channelAccountId: 'a1',
  channel: 'whatsapp',
  replyWindow: {
    open: minutes > 0,
    closesAt: new Date(Date.now() + minutes * MINUTE).toISOString(),
  },
  templates: true,
  clockAhead: 0,
});

const onSend = vi.fn();

const composer = (way?: TimedWay) => (
  <Composer leadId="ana" leadName="Ana" way={way} asking={!way} onSend={onSend} />
);

const box = () => screen.getByLabelText<HTMLTextAreaElement>('Message to Ana');
const write = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  onSend.mockReset();
  vi.unstubAllGlobals();
});

describe('what was typed', () => {
  it('into a template stays when the reply window closes and opens', async () => {
    serve({ '/api/channels/templates': () => TEMPLATES });
    const { again } = show(composer(within(60)));
    fireEvent.click(screen.getByRole('button', { name: 'Send a template' }));
    write(await screen.findByLabelText(/^Variable 1/), 'Monday');
    for (const minutes of [-1, 60]) {
      again(composer(within(minutes)));
      expect(screen.getByLabelText<HTMLInputElement>(/^Variable 1/).value).toBe('Monday');
    }
  });

  it('into a template stays when the templates cannot be asked for again', async () => {
    let served = 0;
    serve({ '/api/channels/templates': () => (served++ === 0 ? TEMPLATES : refusal(500)) });
    const { client } = show(composer(within(60)));
    fireEvent.click(screen.getByRole('button', { name: 'Send a template' }));
    write(await screen.findByLabelText(/^Variable 1/), 'Monday');
    const { templates } = queryKeys(ORGANIZATION);
    await client.refetchQueries({ queryKey: templates });
    await waitFor(() => expect(client.getQueryState(templates)?.status).toBe('error'));
    expect(screen.getByLabelText<HTMLInputElement>(/^Variable 1/).value).toBe('Monday');
  });

  it('as free text stays in sight when the window closes, and can be sent when it opens', () => {
    serve({});
    const { again } = show(composer(within(60)));
    const before = box();
    before.focus();
    write(before, 'Good mor');
    again(composer(within(-1)));
    expect(box().value).toBe('Good mor');
    expect(box().readOnly).toBe(true);
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(onSend).not.toHaveBeenCalled();
    again(composer(within(60)));
    expect(box()).toBe(before);
    expect(document.activeElement).toBe(before);
    expect(before.readOnly).toBe(false);
    fireEvent.keyDown(before, { key: 'Enter' });
    expect(onSend).toHaveBeenCalledWith('Good mor');
  });
});

describe('the box', () => {
  it('is not there in a closed window when nothing was written', () => {
    serve({});
    show(composer(within(-1)));
    expect(screen.queryByLabelText('Message to Ana')).toBeNull();
  });

  it('takes nothing until the way is known, and keeps the focus and the draft', () => {
    serve({});
    sessionStorage.setItem('mce.draft.ana', 'Good mor');
    const { again } = show(composer());
    const before = box();
    before.focus();
    expect(before.readOnly).toBe(true);
    expect(before.getAttribute('aria-disabled')).toBe('true');
    fireEvent.keyDown(before, { key: 'Enter' });
    expect(onSend).not.toHaveBeenCalled();
    again(composer(within(60)));
    expect(document.activeElement).toBe(before);
    expect(before.value).toBe('Good mor');
    expect(before.readOnly).toBe(false);
  });

  it('goes by the clock of the server', () => {
    serve({});
    const { again } = show(composer({ ...within(10), clockAhead: 60 * MINUTE }));
    expect(screen.queryByLabelText('Message to Ana')).toBeNull();
    again(composer({ ...within(10), clockAhead: -60 * MINUTE - 1 }));
    expect(screen.getByText('Free text for 1 h 10 min')).toBeTruthy();
  });
});
