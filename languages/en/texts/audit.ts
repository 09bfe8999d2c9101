import type { AuditAction } from '../../../bridge/ports/administration.js';

export interface AuditTexts {
  readonly title: string;
  readonly none: string;
  readonly older: string;
  readonly columns: readonly [when: string, who: string, what: string, whom: string, how: string];
  readonly commandLine: string;
  readonly system: string;
  readonly actions: Readonly<Record<AuditAction, string>>;
}

export const audit: AuditTexts = {
  title: 'Audit log',
  none: 'Nothing has been changed yet.',
  older: 'Older entries',
  columns: ['When', 'Who', 'What', 'Whom', 'Change'],
  commandLine: 'command line',
  system: 'the bridge',
  actions: {
    'group-created': 'Group added',
    'group-renamed': 'Group renamed',
    'group-deleted': 'Group deleted',
    'organizer-created': 'Organizer added',
    'organizer-changed': 'Organizer changed',
    'organizer-disabled': 'Organizer disabled',
    'organizer-enabled': 'Organizer enabled',
    'organizer-moved': 'Organizer moved',
    'pin-reset': 'PIN reset',
    'password-changed': 'Own password changed',
    'password-reset': 'Password set by mailed link',
    'numbers-assigned': 'Numbers assigned',
    'number-added': 'Access number added',
    'number-removed': 'Access number removed',
    'admin-created': 'Admin added',
    'admin-changed': 'Admin changed',
    'admin-removed': 'Admin removed',
    'options-changed': 'Options changed',
    'policy-changed': 'Defaults changed',
    'prices-changed': 'Prices changed',
    'recording-renamed': 'Recording renamed',
    'recording-deleted': 'Recording deleted',
    'token-created': 'Token created',
    'token-revoked': 'Token revoked',
  },
};
