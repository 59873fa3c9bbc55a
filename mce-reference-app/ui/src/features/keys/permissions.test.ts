import { describe, expect, it } from 'vitest';
import { choicesFor, groupsFor, permissionName } from './permissions';

const offered = (...own: string[]) => groupsFor(own).flatMap(({ permissions }) => permissions);
const chosen = (...own: string[]) => choicesFor(own).map(({ permissions }) => permissions);

describe('what a key can be given', () => {
  it('is what its maker may do, without empty groups', () => {
    expect(groupsFor(['CAMPAIGN_SEND', 'LEAD_READ'])).toEqual([
      { label: 'nav.leads', permissions: ['LEAD_READ'] },
      { label: 'nav.campaigns', permissions: ['CAMPAIGN_SEND'] },
    ]);
    expect(groupsFor([])).toEqual([]);
  });

  it('is never who is an owner, nor what this version does not know', () => {
    expect(offered('OWNER_MANAGE', 'MEMBER_MANAGE', 'DEAL_READ', 'NOTICE_READ')).toEqual([
      'NOTICE_READ',
    ]);
  });

  it('can be chosen at once, as far as its maker may do it', () => {
    expect(chosen('LEAD_READ', 'LEAD_WRITE', 'LEAD_DELETE', 'LEAD_IMPORT', 'MEMBER_READ')).toEqual([
      ['LEAD_READ', 'LEAD_WRITE', 'LEAD_IMPORT'],
      ['LEAD_READ', 'MEMBER_READ'],
    ]);
    expect(chosen('LEAD_WRITE', 'MESSAGE_SEND')).toEqual([['LEAD_WRITE']]);
  });
});

describe('a permission', () => {
  it('is told in words, and one of a later version by its code', () => {
    expect(permissionName('LEAD_IMPORT')).toBe('Import lists');
    expect(permissionName('DEAL_READ')).toBe('DEAL_READ');
  });
});
