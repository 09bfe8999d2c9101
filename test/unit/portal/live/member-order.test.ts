import t from 'tap';
import type { LiveMember } from '../../../../bridge/application/live/view.js';
import { ordered, type SortOrder } from '../../../../portal/live/member-order.js';
import { aMember } from './members.js';

const members: readonly LiveMember[] = [
  aMember({ n: 1, id: 'zoe', name: 'Zoé', joinedAtMs: 10, quality: 4, trouble: 'noise' }),
  aMember({ n: 2, id: 'helene', name: 'Hélène Dupont', joinedAtMs: 20, quality: null }),
  aMember({ n: 3, id: 'nameless', number: '+32 2 588 00 14', joinedAtMs: 30, quality: 1 }),
  aMember({ n: 4, id: 'olga', name: 'Olga', role: 'organizer', joinedAtMs: 40 }),
];

function ids(filter: string, order: SortOrder): readonly string[] {
  const compareText = new Intl.Collator('fr').compare;
  const hands = new Map([['nameless', 5]]);
  return ordered(members, filter, order, { hands, compareText }).map(({ id }) => id);
}

t.test('lines in the order asked for', (t) => {
  t.same(ids('', 'time'), ['zoe', 'helene', 'nameless', 'olga']);
  t.same(ids('', 'role'), ['olga', 'nameless', 'zoe', 'helene'], 'organizers, hands, the others');
  t.same(ids('', 'name'), ['nameless', 'helene', 'olga', 'zoe']);
  t.same(ids('', 'quality'), ['zoe', 'nameless', 'olga', 'helene'], 'noise, then the worst');
  t.end();
});

t.test('the filter finds words of names without accents, and digits of numbers', (t) => {
  t.same(ids('helene', 'time'), ['helene']);
  t.same(ids('dup HEL', 'time'), ['helene']);
  t.same(ids('58800', 'time'), ['nameless']);
  t.same(ids('588 00', 'time'), ['nameless']);
  t.same(ids(' ', 'time').length, 4);
  t.same(ids('nobody', 'time'), []);
  t.end();
});
