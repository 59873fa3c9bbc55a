import type { FieldProblem, ProblemBody } from '@/api/types';
import { currentLanguage, has, t } from '@/lib/i18n';

/** What the server answered instead of a result, as a sentence a person can act on, or two on lines of their own. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldProblem[];
  /** The present state of what was to be changed; only with 412. */
  readonly current: unknown;
  /** What it takes to go on, such as the challenge of a log-in. */
  readonly details: Record<string, string>;

  constructor(body: ProblemBody) {
    super(sentence(body));
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code ?? '';
    this.errors = body.errors ?? [];
    this.current = body.current;
    this.details = body.details ?? {};
  }

  /** Someone else saved a newer version first. */
  get isConflict(): boolean {
    return this.status === 412;
  }

  /** Worth trying again unchanged: the network or the server failed, not the request. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Kinds of refusal whose cause only the server's own sentence names. */
const NAMED_BY_SERVER = new Set([
  'INVALID',
  'CONFLICT',
  'WRONG_STATE',
  'FORBIDDEN',
  'APPROVAL_NEEDED',
  'NO_CHANNEL',
  'WINDOW_CLOSED',
  'TEMPLATE_UNUSABLE',
  'UNKNOWN_VARIABLE',
  'BAD_REQUEST',
]);

function sentence({ status, code = codeOf(status), detail, title }: ProblemBody): string {
  const key = `problem.${code}`;
  const words = has(key) ? t(key) : undefined;
  if (!words) return detail || title || t('problem.unknown');
  if (!detail || !NAMED_BY_SERVER.has(code)) return words;
  // The server speaks English; other readers get the kind in their own language above it.
  return currentLanguage() === 'en' ? detail : `${words}\n${detail}`;
}

/** The code of an answer that carries none, such as a proxy's. */
function codeOf(status: number): string {
  if (status >= 500) return 'INTERNAL';
  switch (status) {
    case 0:
      return 'NETWORK';
    case 403:
      return 'FORBIDDEN';
    case 404:
      return 'NOT_FOUND';
    case 413:
      return 'TOO_LARGE';
    case 429:
      return 'TOO_MANY_REQUESTS';
    default:
      return '';
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Problem ? error.message : t('problem.unknown');
}

export async function problemFrom(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<ProblemBody>;
    return new Problem({ ...body, status: response.status });
  } catch {
    return new Problem({ status: response.status });
  }
}
