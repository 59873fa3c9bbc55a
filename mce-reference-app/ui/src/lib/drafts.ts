// What was begun to be written to a lead, as long as this browser is open.

const keyOf = (leadId: string) => `mce.draft.${leadId}`;

export function readDraft(leadId: string): string {
  try {
    return sessionStorage.getItem(keyOf(leadId)) ?? '';
  } catch {
    return '';
  }
}

export function writeDraft(leadId: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(keyOf(leadId), text);
    else sessionStorage.removeItem(keyOf(leadId));
  } catch {
    // Storage blocked: the draft lives as long as the box.
  }
}

export const forgetDraft = (leadId: string): void => writeDraft(leadId, '');
