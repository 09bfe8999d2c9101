import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import type { Endpoint, MemberLevel } from '../../../bridge/ports/media-server.js';
import { next } from '../../contract/media-server/fixture.js';
import { offerSdp } from '../../contract/signalling/line.js';
import type { ScriptedFreeSwitch } from '../../support/scripted-freeswitch.js';
import { sine } from '../../support/audio.js';
import { wavFile } from '../../support/wav-file.js';
import { call, follow, scriptedPool } from './scripted-pool.js';

t.test('a leg is called, hears its prompt, presses a key, and tells what it counted', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  const endpoint = await call(media);
  t.match(endpoint.localSdp, /^m=audio \d+ RTP\/AVP 0 101\r$/m);
  t.equal(endpoint.codec, 'PCMU/8000');
  const file = path.join(t.testdir(), 'prompt.wav');
  writeFileSync(file, wavFile({ pcm: new Int16Array(160), sampleRate: 8000 }));
  const clips = [
    { kind: 'file', path: file },
    { kind: 'silence', durationMs: 100 },
  ] as const;
  t.equal(await endpoint.play(clips).ended, 'finished');
  t.match(
    peers[0]!.commands.at(-1),
    `execute-app-name: playback\nexecute-app-arg: file_string://${file}!silence_stream://100`,
  );
  const press = next((listener) => endpoint.events.on('key', listener));
  peers[0]!.digit(peers[0]!.channels[0]!, '5', 1120);
  // The far end has no telephone-event: FreeSWITCH counts in ticks of 8 kHz all the same.
  t.same(await press, ['5', 140, 'rtp-event']);
  const report = await endpoint.close();
  t.match(report, { packetsReceived: 102, packetsSent: 101, packetsLost: 0, mos: 4.5 });
  t.same(peers[0]!.channels, []);
  t.equal(media.status().endpoints, 0);
});

t.test('a prompt that is stopped is broken, and the next one plays', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  peers[0]!.playsAtOnce = false;
  const endpoint = await call(media);
  const long = endpoint.play([{ kind: 'silence', durationMs: 60_000 }]);
  long.stop();
  t.equal(await long.ended, 'stopped');
  peers[0]!.playsAtOnce = true;
  t.equal(await endpoint.play([{ kind: 'silence', durationMs: 20 }]).ended, 'finished');
});

t.test('members talk, are muted, hear an announcement, and leave', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  const [peer] = peers as [ScriptedFreeSwitch];
  const conference = await media.createConference('room', { automaticGain: true });
  const endpoint = await call(media);
  const early = conference.play([{ kind: 'silence', durationMs: 20 }]);
  await endpoint.join(conference, { memberId: 'ada', muted: true, deaf: false });
  t.match(
    peer.commands.at(-1),
    /execute-app-arg: partyline-[\da-f-]+@partyline-gain\+flags\{mute\}/,
  );
  t.equal(await early.ended, 'finished');
  const announced = peer.commands.find((command) => command.includes(' play '));
  t.match(announced, /silence_stream:\/\/20$/, 'what is announced early waits for a member');
  conference.setMuted('ada', false);
  const talking = next((listener) => conference.events.on('talking', listener));
  peer.talks(peer.channels[0]!, true);
  t.same(await talking, ['ada', true]);
  const [levels] = await next<[readonly MemberLevel[]]>((listener) =>
    conference.events.on('levels', listener),
  );
  t.match(levels, [{ memberId: 'ada', talking: true }]);
  t.ok(levels[0]!.levelDbov > -30 && levels[0]!.levelDbov < -27);
  const silent = next((listener) => conference.events.on('talking', listener));
  conference.setMuted('ada', true);
  t.same(await silent, ['ada', false], 'who is muted talks no more');
  t.equal(await conference.play([{ kind: 'silence', durationMs: 20 }]).ended, 'finished');
  t.equal(await endpoint.play([{ kind: 'silence', durationMs: 20 }]).ended, 'finished');
  await endpoint.leave();
  await endpoint.join(conference, { memberId: 'ada', muted: false, deaf: true });
  await conference.destroy();
  t.equal(media.status().conferences, 0);
  t.equal(await endpoint.play([{ kind: 'silence', durationMs: 20 }]).ended, 'finished');
});

t.test('legs are spread, and moved by an offer to where their conference is', async (t) => {
  const { media, peers } = await scriptedPool(t, 2);
  const conference = await media.createConference('room', { automaticGain: false });
  const [a, b] = [await call(media), await call(media)];
  t.same(
    peers.map(({ channels }) => channels.length),
    [1, 1],
  );
  await a.join(conference, { memberId: 'a', muted: false, deaf: false });
  const before = b.localSdp;
  const moved = follow(b);
  await b.join(conference, { memberId: 'b', muted: false, deaf: false });
  const offer = await moved;
  t.same(peers.map(({ channels }) => channels.length).sort(), [0, 2]);
  const origin = (sdp: string): readonly number[] =>
    (/^o=\S+ (\d+) (\d+) /m.exec(sdp) ?? []).slice(1).map(Number);
  t.equal(origin(offer)[0], origin(before)[0], 'the session is the same');
  t.equal(origin(offer)[1], origin(before)[1]! + 1, 'in its next version');
  t.not(/m=audio (\d+)/.exec(offer)![1], /m=audio (\d+)/.exec(before)![1]);
});

t.test('without another server, the legs of one that dies are lost', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  const conference = await media.createConference('room', { automaticGain: false });
  const endpoint = await call(media);
  await endpoint.join(conference, { memberId: 'a', muted: false, deaf: false });
  const playback = endpoint.play([{ kind: 'silence', durationMs: 60_000 }]);
  const told: string[] = [];
  conference.events.on('lost', () => told.push('conference'));
  const lost = next((listener) => endpoint.events.on('lost', listener));
  void lost.then(() => told.push('endpoint'));
  await peers[0]!.die();
  await lost;
  await playback.ended;
  t.same(told, ['conference', 'endpoint']);
  t.equal(media.status().ready, false);
  await t.rejects(call(media), { code: 'media-lost' });

  await peers[0]!.listen();
  while (!media.status().ready) await new Promise((resolve) => setTimeout(resolve, 20));
  t.ok(await call(media), 'and takes calls again when it is back');
});

t.test('a connection that only broke costs no call', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  const endpoint = await call(media);
  endpoint.events.on('lost', () => t.fail('the leg goes on'));
  const conference = await media.createConference('room', { automaticGain: false });
  await endpoint.join(conference, { memberId: 'ada', muted: false, deaf: false });
  peers[0]!.talks(peers[0]!.channels[0]!, true);
  await next((listener) => conference.events.on('talking', listener));
  const silent = next((listener) => conference.events.on('talking', listener));
  peers[0]!.cut();
  while (media.status().ready) await new Promise((resolve) => setImmediate(resolve));
  conference.setMuted('ada', true);
  const announced = conference.play([{ kind: 'silence', durationMs: 20 }]);
  t.equal(await endpoint.play([{ kind: 'silence', durationMs: 20 }]).ended, 'finished');
  t.equal(await announced.ended, 'finished');
  t.same(await silent, ['ada', false], 'a word that she stopped may have been missed');
  t.ok(
    peers[0]!.commands.some((command) => / mute \d+ quiet$/.test(command)),
    'what was asked meanwhile is done',
  );
});

t.test('a server that was started anew has none of our legs', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  const endpoint = await call(media);
  const lost = next((listener) => endpoint.events.on('lost', listener));
  peers[0]!.coreUuid = 'another-run';
  peers[0]!.cut();
  await lost;
  t.equal(media.status().endpoints, 0);
});

t.test('a leg that sends nothing for too long is told of, and stays', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  peers[0]!.hearsNothing = true;
  const leg = (): Promise<Endpoint> =>
    media.createEndpoint({ offer: offerSdp(5000), allowSrtp: false, mediaTimeoutMs: 1_000 });
  const [onHold, endpoint] = [await leg(), await leg()];
  await onHold.renegotiate(offerSdp(5000).replace('sendrecv', 'inactive'));
  onHold.events.on('media-timeout', () => t.fail('on hold no media is awaited'));
  await next((listener) => endpoint.events.on('media-timeout', listener));
  t.equal(await endpoint.play([{ kind: 'silence', durationMs: 20 }]).ended, 'finished');
});

t.test('a channel that hears nothing is ended by FreeSWITCH, and told as such', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  const endpoint = await call(media);
  const timeout = next((listener) => endpoint.events.on('media-timeout', listener));
  peers[0]!.hangUp(peers[0]!.channels[0]!, 'MEDIA_TIMEOUT');
  await timeout;
  t.pass('told');
});

t.test('a wrong password is told as what it is', async (t) => {
  const { media } = await scriptedPool(t, 1, { password: 'wrong' });
  t.match(media.status(), { ready: false, problem: /refused the event socket password/ });
});

t.test('frames that make no sense end the connection, not the bridge', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  const endpoint = await call(media);
  for (const bytes of [
    'Content-Length: 3\nContent-Type: text/event-json\n\n{"x',
    'Content-Type: text/event-json\nContent-Length: 4\n\nnull',
    ': \n%zz: %zz\n\n',
    'Content-Length: minus one\n\n',
  ]) {
    peers[0]!.sendRaw(bytes);
  }
  while (media.status().ready) await new Promise((resolve) => setImmediate(resolve));
  while (!media.status().ready) await new Promise((resolve) => setTimeout(resolve, 20));
  t.equal(await endpoint.play([{ kind: 'silence', durationMs: 20 }]).ended, 'finished');
});

t.test('events that are late, double, of nobody or out of order change nothing', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  const [peer] = peers as [ScriptedFreeSwitch];
  const conference = await media.createConference('room', { automaticGain: false });
  const endpoint = await call(media);
  await endpoint.join(conference, { memberId: 'ada', muted: false, deaf: false });
  const [uuid] = peer.channels as [string];
  const conferenceName = /app-arg: (partyline-[\da-f-]+)@/.exec(peer.commands.join('\n'))![1]!;
  const maintenance = {
    'Event-Name': 'CUSTOM',
    'Event-Subclass': 'conference::maintenance',
    'Conference-Name': conferenceName,
  };
  const told: unknown[] = [];
  conference.events.on('talking', (...talking) => told.push(talking));
  endpoint.events.on('key', (key) => told.push(key));
  const add = { ...maintenance, 'Unique-ID': uuid, 'Member-ID': '77', Action: 'add-member' };
  peer.event({ ...maintenance, Action: 'stop-talking', 'Member-ID': '1' });
  peer.event({ ...maintenance, Action: 'start-talking', 'Member-ID': '99' });
  peer.event({ ...maintenance, Action: 'play-file-done', partyline_play: 'long ago' });
  peer.event({ ...maintenance, Action: 'del-member', 'Member-ID': '42' });
  peer.event(add);
  peer.event({ 'Event-Name': 'CHANNEL_EXECUTE_COMPLETE', 'Application-UUID': 'of nobody' });
  peer.event({ 'Event-Name': 'DTMF', 'Unique-ID': 'of nobody', 'DTMF-Digit': '1' });
  peer.event({ 'Event-Name': 'DTMF', 'Unique-ID': uuid, 'DTMF-Digit': 'F' });
  peer.talks(uuid, true);
  peer.talks(uuid, true);
  peer.digit(uuid, '7', 800);
  t.equal(await endpoint.play([{ kind: 'silence', durationMs: 20 }]).ended, 'finished');
  t.same(told, [['ada', true], '7']);
  await endpoint.leave();
  t.same(told, [['ada', true], '7', ['ada', false]]);
  t.equal((await endpoint.close()).packetsReceived, 102);
});

t.test('a member whose leaving is not told is out all the same', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  const conference = await media.createConference('room', { automaticGain: false });
  const endpoint = await call(media);
  await endpoint.join(conference, { memberId: 'ada', muted: false, deaf: false });
  peers[0]!.losesEnds = true;
  await endpoint.leave();
  await endpoint.join(conference, { memberId: 'ada', muted: false, deaf: false });
  t.pass('and can come in again');
});

t.test('what FreeSWITCH writes of a name is cut to what was said', async (t) => {
  const { media, peers } = await scriptedPool(t, 1);
  const said = sine(700, -15, 16000, 800);
  const pcm = new Int16Array(16000 + said.length);
  pcm.set(said, 4800);
  peers[0]!.recordsAs = new Uint8Array(pcm.buffer);
  const endpoint = await call(media);
  const file = path.join(t.testdir(), 'name.wav');
  const recording = endpoint.record({ path: file, maxMs: 8_000, silenceMs: 400 });
  const end = await recording.ended;
  t.match(end, { kind: 'recorded', path: file });
  const durationMs = end.kind === 'recorded' ? end.durationMs : 0;
  t.ok(durationMs >= 800 && durationMs <= 1_200, `${durationMs} ms`);
  t.same(readdirSync(path.dirname(file)), ['name.wav'], 'nothing else is left');
  t.ok(peers[0]!.commands.some((command) => command.endsWith(` stop ${file}.r16`)));
});

t.test('a folder that FreeSWITCH does not share costs the name, not the call', async (t) => {
  const { media } = await scriptedPool(t, 1);
  const endpoint = await call(media);
  const file = path.join(t.testdir(), 'name.wav');
  t.same(await endpoint.record({ path: file, maxMs: 8_000, silenceMs: 400 }).ended, {
    kind: 'failed',
  });
  t.equal(await endpoint.play([{ kind: 'silence', durationMs: 20 }]).ended, 'finished');
});
