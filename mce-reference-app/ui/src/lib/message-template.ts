/** What can stand in double braces in a message, besides the `custom.x` of a lead's attributes. */
export const VARIABLES = [
  'lead_name',
  'first_name',
  'company',
  'phone',
  'email',
  'source',
  'project_name',
] as const;
export type Variable = (typeof VARIABLES)[number];

export type TemplateValues = Partial<Record<string, string>>;

const PLACE = /\{\{\s*([\w.-]+)\s*\}\}/g;
const CUSTOM = /^custom\.[\w-]+$/;
const KNOWN: readonly string[] = VARIABLES;

export interface TemplateProblem {
  /** As it stands in the text. */
  found: string;
  suggestion: string;
}

/** Variables that do not exist, and single braces that were meant to be double ones. */
export function templateProblem(text: string): TemplateProblem | undefined {
  for (const match of text.matchAll(PLACE)) {
    const name = match[1] ?? '';
    if (!KNOWN.includes(name) && !CUSTOM.test(name)) {
      return { found: match[0], suggestion: `{{${likely(name)}}}` };
    }
  }
  const single = /(?<!\{)\{\s*([\w.-]+)\s*\}(?!\})/.exec(text);
  if (single) return { found: single[0], suggestion: `{{${likely(single[1] ?? '')}}}` };
  return undefined;
}

function likely(name: string): string {
  const plain = name.toLowerCase();
  if (KNOWN.includes(plain) || CUSTOM.test(plain)) return plain;
  if (/first|given/.test(plain)) return 'first_name';
  if (/name|lead|contact|customer/.test(plain)) return 'lead_name';
  const letters = (text: string) => new Set(text.replace(/[^a-z]/g, ''));
  const wanted = letters(plain);
  const score = (candidate: string) => {
    const have = letters(candidate);
    const shared = [...wanted].filter((letter) => have.has(letter)).length;
    return shared / Math.max(have.size, wanted.size, 1);
  };
  const best = [...VARIABLES].sort((a, b) => score(b) - score(a))[0] ?? 'lead_name';
  return score(best) >= 0.5 ? best : 'lead_name';
}

export function renderTemplate(text: string, values: TemplateValues): string {
  return text.replace(PLACE, (whole, name: string) => values[name] ?? whole);
}

/** The values a lead gives to the variables. */
export function valuesOfLead(lead: {
  name: string;
  phone?: string;
  email?: string;
  company?: string;
  source: string;
  metadata: Record<string, string>;
}): TemplateValues {
  const values: TemplateValues = {
    lead_name: lead.name,
    first_name: lead.name.trim().split(/\s+/)[0] ?? '',
    company: lead.company ?? '',
    phone: lead.phone ?? '',
    email: lead.email ?? '',
    source: lead.source,
  };
  for (const [key, value] of Object.entries(lead.metadata)) values[`custom.${key}`] = value;
  return values;
}
