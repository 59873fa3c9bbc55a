import { useQuery } from '@tanstack/react-query';
import type { ChannelTemplate, Page, TemplateLibrary } from '@/api/types';
import { http } from '@/lib/http';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

/** The templates that carriers have approved, by account. */
export function useTemplateLibraries(enabled = true) {
  const keys = queryKeys(useOrganizationId());
  return useQuery({
    queryKey: keys.templates,
    queryFn: ({ signal }) => http.get<Page<TemplateLibrary>>('/api/channels/templates', { signal }),
    enabled,
  });
}

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** The variables of a text, each once. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ''))];
}

/**
 * What the person will read: as the server fills it in, in one pass and with blanks for line ends.
 * What has no value yet stays as it is written.
 */
export function fillTemplate(template: ChannelTemplate, values: Record<string, string>): string {
  if (!template.body.trim()) return `[${template.name}]`;
  return template.body.replace(VARIABLE, (whole, name: string) => tidy(values[name]) || whole);
}

/** The parameters that have no value yet. */
export function missingValues(template: ChannelTemplate, values: Record<string, string>): string[] {
  return template.parameters.filter((parameter) => !tidy(values[parameter]));
}

/** What the name of a lead says about parameters with names of their own. */
export function suggestedValues(
  template: ChannelTemplate,
  leadName: string,
): Record<string, string> {
  const name = leadName.trim();
  const known: Record<string, string> = {
    name,
    lead_name: name,
    full_name: name,
    first_name: name.split(/\s+/)[0] ?? '',
  };
  return Object.fromEntries(
    template.parameters.map((parameter) => [parameter, known[parameter] ?? '']),
  );
}

function tidy(value: string | undefined): string {
  return (value ?? '').trim().replace(/\s+/g, ' ');
}
