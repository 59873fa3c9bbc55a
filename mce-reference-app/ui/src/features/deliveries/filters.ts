import { DISPATCH_STATES, type DispatchState } from '@/api/types';

/** What the log is narrowed to. */
export type DeliveryFilters = {
  state?: DispatchState;
  /** The kind of a failure. */
  failure?: string;
  account?: string;
  lead?: string;
  campaign?: string;
};

/** The kinds of failure that people meet, those they can do something about first. */
export const FAILURES = [
  'INVALID_RECIPIENT',
  'OPTED_OUT',
  'WINDOW_CLOSED',
  'TEMPLATE_UNUSABLE',
  'CONTENT_REJECTED',
  'FILTERED',
  'UNREACHABLE',
  'UNAUTHORIZED',
  'ACCOUNT_SUSPENDED',
  'INSUFFICIENT_FUNDS',
  'SENDER_NOT_REGISTERED',
  'SESSION_LOST',
  'DESTINATION_NOT_ALLOWED',
  'UNAVAILABLE',
  'UNSUPPORTED',
  'INVALID_REQUEST',
  'REFUSED',
  'GIVEN_UP',
] as const;

/** Reads the filters from an address; what does not make sense there is as if it were absent. */
export function readFilters(search: URLSearchParams): DeliveryFilters {
  const failure = search.get('failure') ?? '';
  return {
    state: DISPATCH_STATES.find((state) => state === search.get('state')),
    failure: /^[A-Z][A-Z0-9_]*$/.test(failure) ? failure : undefined,
    account: search.get('account') || undefined,
    lead: search.get('lead') || undefined,
    campaign: search.get('campaign') || undefined,
  };
}

/** The address with a filter changed; an empty value is not written. */
export function withFilter(
  search: URLSearchParams,
  name: keyof DeliveryFilters,
  value: string | undefined,
): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value) next.set(name, value);
  else next.delete(name);
  // A kind of failure is one of what failed.
  if (name === 'failure' && value) next.delete('state');
  if (name === 'state' && value) next.delete('failure');
  return next;
}

export function isFiltered(filters: DeliveryFilters): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}
