import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { EslConnection } from '../../bridge/freeswitch/esl/connection.js';
import type { FreeSwitchServerSettings } from '../../bridge/freeswitch/server.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { KeypadCalls, type Caller } from '../acceptance/keypad-calls.js';
import { tonePresence } from '../support/listen.js';
import { freeSwitchServers } from './freeswitch-servers.js';

const tones = [440, 1030, 620] as const;
const patienceMs = 20_000;
const rebuiltWithinMs = 5_000;

t.setTimeout(120_000);

/** Which of the tones are heard the whole time, once prompts are over. */
async function hearsTones({ phone }: Caller, expected: readonly boolean[]): Promise<boolean[]> {
  for (let waitedMs = 0; ; waitedMs += 1000) {
    const presence = tonePresence(await phone.listen(1000), tones);
    const heard = presence.map(({ share }) => share > 0.9);
    const settled = presence.every(({ share }, i) => (expected[i] ? share > 0.9 : share < 0.1));
    if (settled || waitedMs > patienceMs) return heard;
  }
}

async function ask(server: FreeSwitchServerSettings, command: string): Promise<string> {
  const clock = createSystemClock();
  const esl = await EslConnection.open({ ...server, clock, onListenerError: () => undefined });
  try {
    return await esl.api(command);
  } finally {
    esl.close();
  }
}

/** Members of all conferences there. */
async function membersAt(server: FreeSwitchServerSettings): Promise<number> {
  const list = await ask(server, 'conference list count').catch(() => '');
  return [...list.matchAll(/\((\d+) members?/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}

t.test('a FreeSWITCH that crashes: its callers go on at another, as they were', async (t) => {
  const servers = freeSwitchServers();
  const calls = await KeypadCalls.open(t, 'en', 'entryTones=false');
  const olga = await calls.enter('organizer', tones[0]);
  const ann = await calls.enter('participant', tones[1]);
  const bob = await calls.enter('participant', tones[2]);
  t.same(await hearsTones(bob, [true, true, false]), [true, true, false], 'before');
  await olga.phone.press('*8*8');
  await ann.phone.press('*9');
  t.same(await hearsTones(bob, [true, false, false]), [true, false, false], 'a strict lecture');

  const counts = await Promise.all(servers.map(membersAt));
  const dying = servers[counts.indexOf(3)];
  const refuge = servers[counts.indexOf(0)];
  if (dying === undefined || refuge === undefined) throw new Error(`members: ${counts.join(', ')}`);
  const startMs = performance.now();
  // It answers nobody any more, and says goodbye to nobody.
  await ask(dying, 'fsctl crash').catch(() => undefined);
  while ((await membersAt(refuge)) < 3) {
    if (performance.now() - startMs > patienceMs) break;
    await delay(50);
  }
  const tookMs = Math.round(performance.now() - startMs);
  t.equal(await membersAt(refuge), 3, `all are back after ${tookMs} ms`);
  t.ok(tookMs < rebuiltWithinMs);
  await Promise.all([olga, ann, bob].map(({ hears }) => hears.waitFor('connection-restored')));
  t.same(await hearsTones(bob, [true, false, false]), [true, false, false], 'the lecture goes on');
  t.same(await hearsTones(olga, [false, false, false]), [false, false, false]);
  await olga.phone.press('*4');
  t.same(
    await hearsTones(bob, [true, true, false]),
    [true, true, false],
    "ann's hand was still up",
  );
});
