import t from 'tap';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import { call, follow, scriptedPool } from './scripted-pool.js';

/** What an operator says of the servers; the watch asks again within a second. */
function operator(): {
  readonly drained: () => Promise<ReadonlySet<string>>;
  readonly say: (...servers: readonly string[]) => Promise<void>;
} {
  let names = new Set<string>();
  let asked: (() => void)[] = [];
  return {
    drained: () => {
      for (const wake of asked.splice(0)) setImmediate(wake);
      return Promise.resolve(names);
    },
    say: (...servers) => {
      names = new Set(servers);
      return new Promise((resolve) => (asked = [...asked, resolve]));
    },
  };
}

t.test('a drained server gets no new legs, keeps its own, and is resumed', async (t) => {
  const { drained, say } = operator();
  const { media, peers } = await scriptedPool(t, 2, { drained });
  const counts = (): readonly number[] => peers.map(({ channels }) => channels.length);
  const conference = await media.createConference('room', { automaticGain: false });
  const ada = await call(media);
  await ada.join(conference, { memberId: 'ada', muted: false, deaf: false });
  t.same(counts(), [1, 0]);

  await say('server-0');
  const [bob, carol] = [await call(media), await call(media)];
  t.same(counts(), [1, 2]);
  const moved = follow(bob);
  await bob.join(conference, { memberId: 'bob', muted: false, deaf: false });
  await moved;
  t.same(counts(), [2, 1], 'a conference that is there still admits');
  const another = await media.createConference('other', { automaticGain: false });
  await carol.join(another, { memberId: 'carol', muted: false, deaf: false });
  t.same(counts(), [2, 1]);

  await say('server-0', 'server-1', 'long gone');
  t.match(media.status(), { ready: false, problem: 'server-0: draining; server-1: draining' });
  await t.rejects(call(media), { code: 'media-lost' });

  await say();
  t.equal(media.status().ready, true);
  await call(media);
  t.same(counts(), [2, 2]);
});

t.test('what was drained before the start gets not even the first call', async (t) => {
  const { media, peers } = await scriptedPool(t, 2, {
    drained: () => Promise.resolve(new Set(['server-0'])),
  });
  await call(media);
  t.same(
    peers.map(({ channels }) => channels.length),
    [0, 1],
  );
});

t.test('while nobody can say, servers are as they were', async (t) => {
  const { drained, say } = operator();
  let broken = false;
  const { media, peers } = await scriptedPool(t, 2, {
    drained: async () => {
      const names = await drained();
      if (broken) throw new PartylineError('database-locked', 'busy');
      return names;
    },
  });
  await say('server-0');
  broken = true;
  await say();
  await call(media);
  t.same(
    peers.map(({ channels }) => channels.length),
    [0, 1],
  );
});
