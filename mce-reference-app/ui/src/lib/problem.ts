import type { FieldProblem, ProblemBody } from '@/api/types';
import { has, t } from '@/lib/i18n';

/** What the server answered instead of a result, as one sentence a person can act on. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldProblem[];
  /** The present state of what was to be changed; only with 412. */
  readonly current: unknown;

  constructor(body: ProblemBody) {
    super(sentence(body));
    this.name = 'Problem';
    this.status = body.status;
    this.code = body.code ?? '';
    this.errors = body.errors ?? [];
    this.current = body.current;
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

function sentence(body: ProblemBody): string {
  const key = `problem.${body.code ?? ''}`;
  if (body.code && has(key)) return t(key);
  if (body.detail) return body.detail;
  if (body.status === 0) return t('problem.NETWORK');
  if (body.status === 403) return t('problem.forbidden');
  if (body.status === 404) return t('problem.NOT_FOUND');
  if (body.status === 429) return t('problem.tooMany');
  if (body.status >= 500) return t('problem.server');
  return body.title ?? t('problem.unknown');
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
