import t from 'tap';
import { LiveControl } from '../../../../bridge/application/live/live-control.js';
import { SyntheticConference } from '../../../support/synthetic-conference.js';

const by = { kind: 'user', userId: 'u1' } as const;

function setup(members: number) {
  const conference = new SyntheticConference(() => 1_000);
  conference.fill(members);
  const control = new LiveControl(conference);
  const lock = (commandId: string, locked: boolean) =>
    control.run('room-1', commandId, { kind: 'set-lock', locked, by });
  return { conference, control, lock };
}

t.test('a command that comes twice is carried out once', async (t) => {
  const { conference, lock } = setup(2);
  t.equal(await lock('a', true), 'done');
  t.equal(await lock('b', false), 'done');
  t.equal(await lock('a', true), 'done');
  t.equal(conference.stateOf('room-1')?.locked, false);
  for (let n = 0; n < 1_000; n++) await lock(`c${n}`, false);
  await lock('a', true);
  t.equal(conference.stateOf('room-1')?.locked, true, 'not for ever');
});

t.test('what cannot be done is told apart', async (t) => {
  const { conference, control } = setup(2);
  const drop = { kind: 'drop', memberId: 'zoe', by } as const;
  t.equal(await control.run('room-1', 'a', drop), 'no-such-member');
  t.equal(await control.run('room-2', 'a', drop), 'no-conference');
  t.equal(await setup(0).lock('a', true), 'no-conference');
  const call = (id: string) => control.dialOut(conference.room, id, '+3225550100', by);
  t.equal(await call('a'), 'prefix-not-allowed', 'an id that was refused is free again');
  t.equal(await call('b'), 'prefix-not-allowed', 'the room calls nobody');
});

t.test('what was refused is carried out when it comes again, with the same id', async (t) => {
  const { conference, lock } = setup(0);
  t.equal(await lock('a', true), 'no-conference');
  conference.fill(2);
  t.equal(await lock('a', true), 'done');
  t.equal(conference.stateOf('room-1')?.locked, true);
});

t.test(
  'what failed is carried out when it comes again, and once while it is under way',
  async (t) => {
    const conference = new SyntheticConference(() => 1_000, { dialOut: true });
    conference.fill(2);
    let calls = 0;
    const decision = { allowed: true, number: '+3225550100' } as never;
    const control = new LiveControl({
      stateOf: (roomId) => conference.stateOf(roomId),
      command: () => {
        throw new Error('the core failed');
      },
      muteNoisiest: () => false,
      dialOut: () => {
        if (++calls === 1) return Promise.reject(new Error('the directory failed'));
        return Promise.resolve({ dialOutId: 'call-1', decision });
      },
    });
    const lock = { kind: 'set-lock', locked: true, by } as const;
    for (let n = 0; n < 2; n++)
      await t.rejects(control.run('room-1', 'l', lock), /the core failed/);
    const call = () => control.dialOut(conference.room, 'a', '+3225550100', by);
    await t.rejects(Promise.all([call(), call()]), /the directory failed/);
    t.equal(calls, 1, 'both waited for the one');
    t.same(await Promise.all([call(), call()]), ['done', 'done']);
    t.equal(await call(), 'done');
    t.equal(calls, 2);
  },
);
