import t from 'tap';
import type { MuteReason } from '../../../../bridge/conference/words.js';
import {
  asExpected,
  expecting,
  expectMs,
  unsettled,
} from '../../../../portal/live/expectations.js';
import type { LiveCommand } from '../../../../portal/live/live-command.js';
import { withChange } from '../../../../portal/live/live-state.js';
import { aMember, aRoom } from './members.js';

const mute = (on: boolean): LiveCommand => ({ kind: 'mute', line: 'ann', on });

function mutes(reasons: readonly MuteReason[], command: LiveCommand): readonly MuteReason[] {
  const room = aRoom({ lines: [aMember({ mutes: reasons })] });
  return asExpected(room, expecting([], 'x', command, 0)).members.get(1)!.mutes;
}

t.test('a mute shows at once; what the caller has chosen stays', (t) => {
  t.same(mutes([], mute(true)), ['organizer']);
  t.same(mutes(['organizer'], mute(true)), ['organizer']);
  t.same(mutes(['self', 'organizer', 'lecture'], mute(false)), ['self']);
  t.end();
});

t.test('an expectation is over when the room agrees, or when it took too long', (t) => {
  const room = aRoom({ lines: [aMember()] });
  const expected = expecting([], 'x', mute(true), 1_000);
  t.equal(unsettled(expected, room, 1_100), expected);
  const agreed = withChange(room, { seq: 2, atMs: 0, lines: [{ n: 1, mutes: ['organizer'] }] })!;
  t.same(unsettled(expected, agreed, 1_100), []);
  t.same(unsettled(expected, room, 1_000 + expectMs), [], 'what the server says holds');
  t.same(unsettled(expected, aRoom(), 1_100), [], 'the line has gone');
  t.end();
});

t.test('the last wish for a line counts, and others stay', (t) => {
  const room = aRoom({ lines: [aMember(), aMember({ n: 2, id: 'bob' })] });
  let expected = expecting([], 'a', mute(true), 0);
  expected = expecting(expected, 'b', { kind: 'mute', line: 'bob', on: true }, 0);
  expected = expecting(expected, 'c', { kind: 'lock', on: true }, 0);
  expected = expecting(expected, 'd', mute(false), 0);
  t.same(
    expected.map(({ commandId }) => commandId),
    ['b', 'c', 'd'],
  );
  const shown = asExpected(room, expected);
  t.same(shown.members.get(1)?.mutes, []);
  t.same(shown.members.get(2)?.mutes, ['organizer']);
  t.equal(shown.conference?.locked, true);
  t.end();
});

t.test('what cannot be undone is never foretold', (t) => {
  const room = aRoom({ lines: [aMember()] });
  const commands: readonly LiveCommand[] = [
    { kind: 'drop', line: 'ann' },
    { kind: 'promote', line: 'ann' },
    { kind: 'end' },
    { kind: 'next-speaker' },
  ];
  for (const command of commands) {
    t.equal(asExpected(room, expecting([], 'x', command, 0)), room, command.kind);
  }
  t.end();
});
