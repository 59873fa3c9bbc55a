// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Delivery, Undecided } from '@/api/types';
import { queryKeys } from '@/lib/query-keys';
import { ORGANIZATION, refusal, serve, show, type Asked } from '@/testing/screen';
import { DeliveryLog } from './delivery-log';
import { Doubts } from './doubts';

const delivery = (name: string, state: Delivery['state'] = 'UNKNOWN'): Delivery => ({
  id: `delivery ${name}`,
  leadId: name,
  leadName: name,
  channel: 'whatsapp',
  accountId: 'a1',
  purpose: 'HUMAN',
  state,
  attempt: 1,
  createdAt: '2026-03-02T09:00:00Z',
  stateAt: '2026-03-02T09:00:00Z',
  attempts: [],
});

/** For hundreds of rows in a browser that is none. */
const SLOW = { timeout: 30_000 };

const doubt = (name: string): Undecided => ({
  id: `doubt ${name}`,
  delivery: delivery(name),
  askable: false,
});

const idsOf = ({ body }: Asked) => (body as { items: { id: string }[] }).items.map(({ id }) => id);

/** The page of doubts, and a server that answers decisions like this. */
function open(rows: Undecided[], decide: (request: Asked) => unknown = () => refusal(500)) {
  const served = { rows };
  const asked = serve(
    {
      '/api/deliveries/undecided': () => ({ items: served.rows }),
      '/api/deliveries/decisions': decide,
    },
    ['MESSAGE_SEND'],
  );
  return { served, asked, ...show(<Doubts />) };
}

const box = (name: string) =>
  screen.findByLabelText<HTMLInputElement>(`Choose the message to ${name}`);
const all = () => screen.findByLabelText<HTMLInputElement>('All shown');
const refetch = ({ client }: ReturnType<typeof show>) =>
  act(() => client.refetchQueries({ queryKey: queryKeys(ORGANIZATION).deliveries }));

async function arrived(count: string) {
  // By label and not by role, which takes long in a long list.
  const group = await screen.findByLabelText(count);
  fireEvent.click(within(group).getByRole('button', { name: 'It arrived' }));
  return screen.getByRole('alertdialog', { hidden: true });
}

const press = (dialog: HTMLElement, name: string) =>
  fireEvent.click(within(dialog).getByRole('button', { name }));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('a decision', () => {
  it('that failed can be tried again, and who does not want to keeps what they chose', async () => {
    const { asked } = open([doubt('Ana'), doubt('Bea')]);
    fireEvent.click(await box('Bea'));
    const dialog = await arrived('1 message chosen');
    press(dialog, 'It arrived');
    await waitFor(() => expect(asked.some(({ method }) => method === 'POST')).toBe(true));
    await waitFor(() =>
      expect(
        within(dialog).getByRole<HTMLButtonElement>('button', { name: 'It arrived' }).disabled,
      ).toBe(false),
    );
    expect(screen.getByRole('alertdialog')).toBe(dialog);
    press(dialog, 'Cancel');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect((await box('Bea')).checked).toBe(true);
  });

  it('lets go of those that it was made about, and of no other', async () => {
    open([doubt('Ana'), doubt('Bea'), doubt('Cid')], () => ({
      done: 1,
      items: [
        { id: 'delivery Ana', result: 'DONE' },
        { id: 'delivery Bea', result: 'CONFLICT' },
      ],
    }));
    fireEvent.click(await box('Ana'));
    fireEvent.click(await box('Bea'));
    press(await arrived('2 messages chosen'), 'It arrived');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect((await box('Ana')).checked).toBe(false);
    expect((await box('Bea')).checked).toBe(true);
  });

  it('about one row leaves alone what was chosen', async () => {
    open([doubt('Ana'), doubt('Bea')], () => ({
      done: 1,
      items: [{ id: 'delivery Ana', result: 'DONE' }],
    }));
    fireEvent.click(await box('Bea'));
    const [first] = screen.getAllByRole('listitem');
    fireEvent.click(within(first as HTMLElement).getByRole('button', { name: 'It arrived' }));
    press(screen.getByRole('alertdialog'), 'It arrived');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect((await box('Bea')).checked).toBe(true);
  });

  it('is made about 200 at a time, and all shown can be chosen and let go of', SLOW, async () => {
    const rows = Array.from({ length: 203 }, (_, index) => doubt(`L${index}`));
    const { asked } = open(rows, (request) => ({
      done: 200,
      items: idsOf(request).map((id) => ({ id, result: 'DONE' })),
    }));
    fireEvent.click(await all());
    expect((await all()).checked).toBe(true);
    expect(screen.getByText(/^203 messages chosen · the first 200/)).toBeTruthy();
    fireEvent.click(await all());
    expect(screen.queryByText(/ chosen/)).toBeNull();
    fireEvent.click(await all());
    press(await arrived('203 messages chosen'), 'It arrived');
    await screen.findByLabelText('3 messages chosen', undefined, { timeout: 10_000 });
    const [decided] = asked.filter(({ method }) => method === 'POST');
    expect(idsOf(decided as Asked)).toHaveLength(200);
  });
});

describe('the details of a message', () => {
  const heading = () => screen.getByRole('dialog', { name: 'Message to Ana' });
  const openDetails = async () =>
    fireEvent.click(await screen.findByRole('button', { name: 'Details of the message to Ana' }));

  it('stay when the last doubt is settled elsewhere', async () => {
    const page = open([doubt('Ana')]);
    await openDetails();
    page.served.rows = [];
    await refetch(page);
    await screen.findByText('Nothing to decide');
    expect(heading()).toBeTruthy();
  });

  it('follow the row in the log, and stay when it falls off', async () => {
    let rows = [delivery('Ana', 'SENDING')];
    serve({
      '/api/deliveries': () => ({ items: rows }),
      '/api/channels': () => ({ items: [] }),
      '/api/campaigns': () => ({ items: [] }),
    });
    const page = show(<DeliveryLog />);
    await openDetails();
    expect(within(heading()).getByText('Being sent')).toBeTruthy();
    rows = [delivery('Ana', 'SENT')];
    await refetch(page);
    await within(heading()).findByText('Sent');
    rows = [];
    await refetch(page);
    await screen.findByText('Nothing was sent yet');
    expect(within(heading()).getByText('Sent')).toBeTruthy();
    fireEvent.keyDown(heading(), { key: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('the log', () => {
  it('does not ask for the campaigns again when something happens to a message', async () => {
    const asked = serve({
      '/api/deliveries': () => ({ items: [] }),
      '/api/channels': () => ({ items: [] }),
      '/api/campaigns': () => ({ items: [] }),
    });
    const page = show(<DeliveryLog />);
    await screen.findByText('Nothing was sent yet');
    await refetch(page);
    expect(asked.filter(({ path }) => path === '/api/deliveries')).toHaveLength(2);
    expect(asked.filter(({ path }) => path === '/api/campaigns')).toHaveLength(1);
  });
});
