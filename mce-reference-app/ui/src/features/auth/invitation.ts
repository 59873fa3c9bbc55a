import { Problem } from '@/lib/problem';

const REFUSALS = [
  'INVITATION_INVALID',
  'INVITATION_USED',
  'INVITATION_EXPIRED',
  'INVITATION_WITHDRAWN',
  'INVITATION_OTHER_ADDRESS',
] as const;

/** Why the link of an invitation lets nobody in. */
export type Refusal = (typeof REFUSALS)[number];

/** Undefined for every other failure, which says nothing about the link. */
export function refusalOf(error: unknown): Refusal | undefined {
  return error instanceof Problem ? REFUSALS.find((code) => code === error.code) : undefined;
}

export const invitationPath = (token: string) =>
  `/api/auth/invitations/${encodeURIComponent(token)}`;
