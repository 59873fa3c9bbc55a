import type { SendingCap, SendingLimits } from '@/api/types';

/** A cap as it is typed. */
export interface CapValues {
  messages: string;
  warmUp: string;
}

/** The limits as they are typed; what is empty is not limited. */
export interface LimitValues extends CapValues {
  /** Of channels that have a cap of their own. */
  accounts: Record<string, CapValues>;
  often: string;
  days: string;
  between: string;
  answersWait: boolean;
}

export const NO_CAP: CapValues = { messages: '', warmUp: '' };

function capOf({ messages, warmUp }: SendingCap): CapValues {
  return { messages: messages?.toString() ?? '', warmUp: warmUp.join(', ') };
}

export function valuesOf(limits: SendingLimits): LimitValues {
  return {
    ...capOf(limits.daily),
    accounts: Object.fromEntries(
      limits.accounts.map((each) => [each.channelAccountId, capOf(each)]),
    ),
    often: limits.frequency?.messages.toString() ?? '',
    days: limits.frequency?.days.toString() ?? '',
    between: limits.secondsBetween?.toString() ?? '',
    answersWait: limits.answersWait,
  };
}

/** A whole number as people type it, of 1 to a highest; nothing when it is none. */
function whole(typed: string, most: number): number | undefined {
  const number = /^\d{1,7}$/.test(typed.trim()) ? Number(typed.trim()) : 0;
  return number >= 1 && number <= most ? number : undefined;
}

const MOST = 1_000_000;
const MOST_DAYS_OF_WARM_UP = 60;

/** The numbers of a warm-up, however they are set apart; nothing when they are none. */
function days(typed: string): number[] | undefined {
  const parts = typed.split(/[\s,;]+/).filter(Boolean);
  const numbers = parts.map((part) => whole(part, MOST));
  const grows = numbers.every((each, at) => each && each >= (numbers[at - 1] ?? 0));
  return grows && parts.length <= MOST_DAYS_OF_WARM_UP ? (numbers as number[]) : undefined;
}

/** Which of what was typed makes no sense: names of fields, those of a channel after its id. */
export function problemsOf(values: LimitValues): Set<string> {
  const wrong = new Set<string>();
  const check = (field: string, typed: string, most: number) => {
    if (typed.trim() && !whole(typed, most)) wrong.add(field);
  };
  const checkCap = (prefix: string, cap: CapValues) => {
    check(`${prefix}messages`, cap.messages, MOST);
    if (!days(cap.warmUp)) wrong.add(`${prefix}warmUp`);
  };
  checkCap('', values);
  Object.entries(values.accounts).forEach(([id, cap]) => checkCap(`${id}.`, cap));
  check('often', values.often, 100);
  check('days', values.days, 31);
  if (!values.often.trim() !== !values.days.trim())
    wrong.add(values.often.trim() ? 'days' : 'often');
  check('between', values.between, 3600);
  return wrong;
}

function cap({ messages, warmUp }: CapValues): SendingCap {
  return { messages: whole(messages, MOST), warmUp: days(warmUp) ?? [] };
}

/** What is sent to the server; for values without problems. */
export function bodyOf(values: LimitValues): Omit<SendingLimits, 'version'> {
  const messages = whole(values.often, 100);
  const within = whole(values.days, 31);
  return {
    daily: cap(values),
    accounts: Object.entries(values.accounts).map(([channelAccountId, each]) => ({
      channelAccountId,
      ...cap(each),
    })),
    frequency: messages && within ? { messages, days: within } : undefined,
    secondsBetween: whole(values.between, 3600),
    answersWait: values.answersWait,
  };
}
