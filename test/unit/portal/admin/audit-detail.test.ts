import t from 'tap';
import type { AuditRecord } from '../../../../bridge/ports/administration.js';
import { detailText } from '../../../../portal/routes/admin/audit/audit-detail.js';

const groupNames = new Map([['g1', 'Sales']]);
const cases: readonly (readonly [
  action: AuditRecord['action'],
  detail: object,
  en: string,
  fr: string,
])[] = [
  [
    'organizer-changed',
    { name: { from: 'Ada', to: 'Eve' }, groupId: { from: null, to: 'g1' } },
    'Name: Ada → Eve; Group: none → Sales',
    'Nom : Ada → Eve; Groupe : aucun → Sales',
  ],
  ['group-renamed', { from: 'Sales', to: 'Care' }, 'Sales → Care', 'Sales → Care'],
  [
    'admin-changed',
    { from: 'none', to: 'groups', groupIds: ['g1', 'gone'] },
    'nothing → groups; Groups: Sales, gone',
    'rien → groupes; Groupes : Sales, gone',
  ],
  [
    'policy-changed',
    { assignments: ['graceMinutes=7,fixed', 'rollCall=default', 'what=1'] },
    'How long the conference goes on after the last organizer leaves: 7 minutes (fixed); ' +
      'Callers say their name on entering; the organizer can hear all names: default; what=1',
    '',
  ],
  [
    'prices-changed',
    { kind: 'toll', millionthsPerMinute: 12_500, validFromMs: Date.UTC(2026, 0, 1) },
    'Toll: 0.0125, from 1 Jan 2026',
    '',
  ],
  ['prices-changed', { currency: 'CHF' }, 'Currency: CHF', 'Monnaie : CHF'],
  ['options-changed', { entryTones: false, graceMinutes: null }, '', ''],
  ['password-changed', {}, '', ''],
];

t.test('a change is told in words, in both languages', (t) => {
  for (const [action, detail, en, fr] of cases) {
    const record = { action, detail } as unknown as AuditRecord;
    const read = (language: 'en' | 'fr') =>
      detailText(record, { language, timeZone: 'UTC', groupNames });
    if (en !== '' || Object.keys(detail).length === 0) t.equal(read('en'), en, action);
    if (fr !== '') t.equal(read('fr'), fr, action);
    t.notMatch(read('fr'), /undefined|\{|millionths/);
  }
  t.end();
});
