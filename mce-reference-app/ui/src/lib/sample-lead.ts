import { useQuery } from '@tanstack/react-query';
import type { Lead, Page } from '@/api/types';
import { http } from '@/lib/http';
import { valuesOfLead, type TemplateValues } from '@/lib/message-template';
import { queryKeys } from '@/lib/query-keys';
import { useOrganizationId } from '@/lib/session';

const INVENTED: TemplateValues = {
  lead_name: 'Ana Souza',
  first_name: 'Ana',
  company: 'Sunrise Apartments',
  phone: '+55 11 91234-5678',
  email: 'ana@example.com',
  source: 'website',
  project_name: 'Palm Grove',
};

/** A lead to preview messages with: one's own newest, as it really is, else an invented one. */
export function useSampleLead(): TemplateValues {
  const keys = queryKeys(useOrganizationId());
  const { data } = useQuery({
    queryKey: keys.leadList({ sample: true }),
    queryFn: ({ signal }) => http.get<Page<Lead>>('/api/leads', { query: { limit: 1 }, signal }),
    staleTime: Infinity,
  });
  const lead = data?.items[0];
  return lead ? valuesOfLead(lead) : INVENTED;
}
