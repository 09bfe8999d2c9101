import t from 'tap';
import type { Endpoint, MediaConference, MediaServer } from '../../../bridge/ports/media-server.js';
import { next } from '../../contract/media-server/fixture.js';
import { offerSdp } from '../../contract/signalling/line.js';
import type { ScriptedFreeSwitch } from '../../support/scripted-freeswitch.js';
import { call, follow, scriptedPool } from './scripted-pool.js';

t.test('what a run that was killed has left at a server is hung up, once', async (t) => {
  const { media, peers } = await scriptedPool(t, 1, { owner: 'bridge1' });
  const hangups = (): readonly string[] =>
    peers[0]!.commands.filter((command) => command.includes('hupall'));
  t.same(hangups(), ['api hupall NORMAL_TEMPORARY_FAILURE partyline_bridge bridge1']);
  const endpoint = await call(media);
  peers[0]!.cut();
  while (media.status().ready) await new Promise((resolve) => setImmediate(resolve));
  while (!media.status().ready) await new Promise((resolve) => setTimeout(resolve, 20));
  t.equal(hangups().length, 1, 'but not where only the connection broke');
  await endpoint.close();
});

interface Room {
  readonly media: MediaServer;
  readonly conference: MediaConference;
  readonly endpoints: readonly Endpoint[];
  readonly dying: ScriptedFreeSwitch;
  readonly refuge: ScriptedFreeSwitch;
}

/** Two members on one of two servers; the second is muted. */
async function room(t: Parameters<typeof scriptedPool>[0]): Promise<Room> {
  const { media, peers } = await scriptedPool(t, 2);
  const conference = await media.createConference('room', { automaticGain: false });
  conference.events.on('lost', () => t.fail('the conference goes on'));
  const endpoints = [await call(media), await call(media)];
  for (const [i, endpoint] of endpoints.entries()) {
    endpoint.events.on('moved', () => void endpoint.acceptAnswer(offerSdp(5000)));
    endpoint.events.on('lost', () => t.fail('the leg goes on'));
    await endpoint.join(conference, { memberId: `m${i}`, muted: i === 1, deaf: false });
  }
  const [first, other] = peers as [ScriptedFreeSwitch, ScriptedFreeSwitch];
  const [dying, refuge] = first.channels.length > 0 ? [first, other] : [other, first];
  return { media, conference, endpoints, dying, refuge };
}

const joins = ({ commands }: ScriptedFreeSwitch): readonly string[] =>
  commands.filter((command) => command.includes('app-name: conference'));

const restored = ({ conference }: Room): Promise<[]> =>
  next((listener) => conference.events.on('restored', listener));

t.test('when a server dies its legs are moved, and their conference is rebuilt', async (t) => {
  const here = await room(t);
  const rebuilt = restored(here);
  const startMs = performance.now();
  await here.dying.die();
  // What is announced meanwhile is for all: it waits until they are back.
  const announced = here.conference.play([{ kind: 'silence', durationMs: 100 }]);
  here.conference.setMuted('m0', true);
  here.conference.setMuted('m1', false);
  await rebuilt;
  t.ok(performance.now() - startMs < 5_000, 'within five seconds');
  t.equal(await announced.ended, 'finished');
  const order = here.refuge.commands.map((command) =>
    command.includes('app-name: conference') ? 'join' : command.includes(' play ') ? 'play' : '',
  );
  t.same(
    order.filter((what) => what !== ''),
    ['join', 'join', 'play'],
  );
  const muted = joins(here.refuge).filter((command) => command.includes('+flags{mute}'));
  t.equal(muted.length, 1, 'a change of muting meanwhile holds');
  t.equal(here.media.status().endpoints, 2);
  t.equal(here.media.status().counters['servers-lost'], 1);
});

t.test('a prompt that the death cut off is heard again', async (t) => {
  const here = await room(t);
  here.dying.playsAtOnce = false;
  const prompt = here.endpoints[0]!.play([{ kind: 'silence', durationMs: 5_000 }]);
  const toAll = here.conference.play([{ kind: 'silence', durationMs: 6_000 }]);
  while (here.dying.commands.filter((command) => command.includes(' play ')).length < 2) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await here.dying.die();
  t.same(await Promise.all([prompt.ended, toAll.ended]), ['finished', 'finished']);
  const again = here.refuge.commands.filter((command) => command.includes(' play ')).join();
  t.match(again, /silence_stream:\/\/5000 /);
  t.match(again, /silence_stream:\/\/6000/);
});

t.test('a server that hangs is as good as dead', async (t) => {
  const here = await room(t);
  const rebuilt = restored(here);
  const startMs = performance.now();
  here.dying.mute = true;
  await rebuilt;
  t.ok(performance.now() - startMs < 5_000, 'within five seconds');
  t.equal(joins(here.refuge).length, 2);
});

t.test('a leg that is just joining when the server dies comes in at the other', async (t) => {
  const here = await room(t);
  const late = await call(here.media);
  void follow(late);
  late.events.on('lost', () => t.fail('the leg goes on'));
  const rebuilt = restored(here);
  const joining = late.join(here.conference, { memberId: 'm2', muted: false, deaf: false });
  await here.dying.die();
  await Promise.all([joining, rebuilt]);
  t.equal(joins(here.refuge).length, 3);
});
