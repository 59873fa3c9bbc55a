// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReplyWay } from '@/api/types';
import { json, refusal, serve, show } from '@/testing/screen';
import { ChatWindow } from './chat-window';

const HOUR = 3_600_000;
const MESSAGES = '/api/leads/ana/messages';
const WAY = '/api/leads/ana/reply-way';

const none = () => ({ items: [] });
const open = (): ReplyWay => ({
  channelAccountId: 'a1',
  replyWindow: { open: true, closesAt: new Date(Date.now() + HOUR).toISOString() },
  templates: false,
});

beforeEach(() => {
  Element.prototype.scrollTo = () => undefined;
});

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});

describe('a conversation', () => {
  it('with nobody has no box to write into', async () => {
    serve({ '/api/conversations': none });
    show(<ChatWindow leadId="ana" leadName="" />);
    await screen.findByRole('alert');
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('closes by the clock that the answer was given by', async () => {
    serve({
      '/api/conversations': none,
      [MESSAGES]: none,
      [WAY]: () => json(open(), { Date: new Date(Date.now() + 2 * HOUR).toUTCString() }),
    });
    show(<ChatWindow leadId="ana" leadName="Ana" />);
    await screen.findByText(/^Ana last wrote more than 24 hours ago/);
  });

  it('can be written in when the way cannot be found out: the server decides', async () => {
    serve({ '/api/conversations': none, [MESSAGES]: none, [WAY]: () => refusal(500) });
    show(<ChatWindow leadId="ana" leadName="Ana" />);
    const box = await screen.findByLabelText<HTMLTextAreaElement>('Message to Ana');
    await waitFor(() => expect(box.readOnly).toBe(false));
  });

  it('asks for the way again when a message was refused', async () => {
    let way = open();
    serve({
      '/api/conversations': none,
      [MESSAGES]: ({ method }) => {
        if (method === 'GET') return none();
        way = { ...open(), replyWindow: { open: false } };
        return refusal(422);
      },
      [WAY]: () => way,
    });
    show(<ChatWindow leadId="ana" leadName="Ana" />);
    const box = await screen.findByLabelText<HTMLTextAreaElement>('Message to Ana');
    await waitFor(() => expect(box.readOnly).toBe(false));
    fireEvent.change(box, { target: { value: 'Hello' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    await screen.findByText(/^The carrier takes free text once Ana has written/);
    expect(screen.getByText('Hello')).toBeTruthy();
  });
});
