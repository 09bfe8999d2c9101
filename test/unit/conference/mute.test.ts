import t from 'tap';
import type { Actor, MuteReason, Role } from '../../../bridge/conference/words.js';
import { Room } from './room.js';

const organizer: Actor = { kind: 'member', memberId: 'olga' };
const user: Actor = { kind: 'user', userId: 'u1' };

function room(role: Role, reasons: readonly MuteReason[]): Room {
  const made = new Room();
  made.join('olga', 'organizer');
  made.join('ann', role);
  const members = made.state.members.map((member) =>
    member.id === 'ann' ? { ...member, muteReasons: reasons } : member,
  );
  made.state = { ...made.state, members };
  return made;
}

/** K2: reasons that hold, then those that hold after `*2`, and what is heard. */
const toggles: readonly [Role, readonly MuteReason[], readonly MuteReason[], string][] = [
  ['participant', [], ['self'], 'muted'],
  ['participant', ['self'], [], 'unmuted'],
  ['participant', ['organizer'], ['organizer'], 'muted-by-organizer'],
  ['participant', ['self', 'organizer'], ['organizer'], 'muted-by-organizer'],
  ['participant', ['organizer', 'self'], ['organizer'], 'muted-by-organizer'],
  ['organizer', [], ['self'], 'muted'],
  ['organizer', ['self'], [], 'unmuted'],
  ['organizer', ['organizer'], [], 'unmuted'],
  ['organizer', ['self', 'organizer'], [], 'unmuted'],
];

t.test('*2 mutes and unmutes the own line (K2)', (t) => {
  for (const [role, before, after, prompt] of toggles) {
    const r = room(role, before);
    r.press('ann', '*2');
    const title = `${role} with [${before.join()}]`;
    t.same(r.reasons('ann'), after, title);
    t.same(r.heard('ann'), [prompt], title);
    const heardBefore = before.length === 0;
    const heardAfter = after.length === 0;
    t.same(
      r.effects.filter((effect) => effect.kind === 'set-muted'),
      heardBefore === heardAfter
        ? []
        : [{ kind: 'set-muted', memberId: 'ann', muted: !heardAfter }],
      title,
    );
    t.equal(r.events.length, before.length === after.length ? 0 : 1, title);
  }
  t.end();
});

/** By another: reasons before, muted or not, reasons after, what the line hears. */
const remote: readonly [readonly MuteReason[], boolean, readonly MuteReason[], string | null][] = [
  [[], true, ['organizer'], 'muted-by-organizer'],
  [['self'], true, ['self', 'organizer'], 'muted-by-organizer'],
  [['organizer'], true, ['organizer'], null],
  [[], false, [], null],
  [['organizer'], false, [], 'unmuted-by-organizer'],
  [['self', 'organizer'], false, ['self'], 'muted-press-star-two'],
  [['self'], false, ['self'], null],
];

t.test('a line that is muted or unmuted by someone else hears it, once', (t) => {
  for (const by of [organizer, user]) {
    for (const [before, muted, after, prompt] of remote) {
      const r = room('participant', before);
      r.do({ kind: 'set-muted', memberId: 'ann', muted, by });
      const title = `${by.kind} ${muted ? 'mutes' : 'unmutes'} [${before.join()}]`;
      t.same(r.reasons('ann'), after, title);
      t.same(r.heard('ann'), prompt === null ? [] : [prompt], title);
      t.equal(r.events.length, prompt === null ? 0 : 1, title);
    }
  }
  t.end();
});

t.test('a member may mute itself by command as by key', (t) => {
  const r = room('participant', []);
  const ann: Actor = { kind: 'member', memberId: 'ann' };
  r.do({ kind: 'set-muted', memberId: 'ann', muted: true, by: ann });
  t.same(r.reasons('ann'), ['self']);
  t.same(r.heard('ann'), ['muted']);
  r.do({ kind: 'set-muted', memberId: 'ann', muted: true, by: organizer });
  r.do({ kind: 'set-muted', memberId: 'ann', muted: false, by: ann });
  t.same(r.reasons('ann'), ['organizer'], "the organizer's reason is not the member's to lift");
  t.same(r.heard('ann'), ['muted-by-organizer']);
  r.do({ kind: 'set-muted', memberId: 'ann', muted: false, by: organizer });
  r.do({ kind: 'set-muted', memberId: 'ann', muted: true, by: ann });
  r.do({ kind: 'set-muted', memberId: 'ann', muted: false, by: ann });
  t.same(r.heard('ann'), ['unmuted']);
  t.end();
});

t.test('a participant may not mute others', (t) => {
  const r = room('participant', []);
  const by: Actor = { kind: 'member', memberId: 'ann' };
  r.do({ kind: 'set-muted', memberId: 'olga', muted: true, by });
  t.same(r.reasons('olga'), []);
  t.same(r.heard('ann'), ['command-not-available']);
  r.do({
    kind: 'set-muted',
    memberId: 'olga',
    muted: true,
    by: { kind: 'member', memberId: 'zoe' },
  });
  t.same(r.effects, [], 'nor may a stranger');
  t.end();
});

t.test('a change of mute says who asked and which reasons hold', (t) => {
  const r = room('participant', ['self']);
  r.do({ kind: 'set-muted', memberId: 'ann', muted: true, by: user });
  t.match(r.events, [
    { kind: 'mute-changed', memberId: 'ann', muteReasons: ['self', 'organizer'], by: user },
  ]);
  t.end();
});

t.test('where participants enter muted, they do so out of the wait too, and are told', (t) => {
  const r = new Room({ enterMuted: true });
  r.join('ann');
  r.join('olga', 'organizer');
  t.match(r.effects, [
    { kind: 'hold-music', on: false },
    { kind: 'admit', memberId: 'ann', muted: true },
    { kind: 'announce-to-all' },
    { kind: 'announce-to-all' },
    { kind: 'admit', memberId: 'olga', muted: false },
  ]);
  t.same(r.heard('all'), ['organizer-has-arrived', 'muted-press-star-two', 'entry-tone']);
  r.join('bob');
  t.equal(r.heard('bob').at(-1), 'muted-press-star-two');
  t.same(r.reasons('bob'), ['self']);
  t.end();
});

t.test('a mute chosen while waiting holds on admission', (t) => {
  const r = new Room();
  r.join('ann');
  r.press('ann', '*2');
  t.same(r.effectNames(), ['announce ann'], 'there is no mix to mute in yet');
  r.join('olga', 'organizer');
  t.match(r.effects[1], { kind: 'admit', memberId: 'ann', muted: true });
  t.end();
});

t.test('a line on hold is not heard, and its own mute outlives the hold', (t) => {
  const r = room('participant', []);
  r.do({ kind: 'set-hold', memberId: 'ann', onHold: true });
  t.same(r.effects, [{ kind: 'set-muted', memberId: 'ann', muted: true }]);
  t.same(r.eventNames(), ['hold-changed ann']);
  r.do({ kind: 'set-hold', memberId: 'ann', onHold: true });
  t.same(r.events, [], 'a re-INVITE that changes nothing');
  r.do({ kind: 'set-muted', memberId: 'ann', muted: true, by: organizer });
  t.same(r.effectNames(), ['announce ann'], 'silent already');
  r.do({ kind: 'set-hold', memberId: 'ann', onHold: false });
  t.same(r.effects, []);
  t.same(r.reasons('ann'), ['organizer']);
  t.end();
});
