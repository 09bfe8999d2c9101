import type { Test } from 'tap';
import { audibleDb, Bench, next, silentDb, type MakeServer } from './fixture.js';

const usual = { allowSrtp: false, mediaTimeoutMs: 60_000 } as const;

export function legs(t: Test, makeServer: MakeServer): void {
  t.test(
    'an offer is answered with a codec of it, and packets flow at once',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      for (const [codec, name] of [
        ['PCMU', 'PCMU/8000'],
        ['PCMA', 'PCMA/8000'],
        ['G722', 'G722/8000'],
        ['opus', 'opus/48000'],
      ] as const) {
        const { phone, endpoint } = await bench.call({ codec });
        t.equal(endpoint.codec, name);
        await phone.until('silence is sent, without a gap', () => phone.received > 10);
        t.equal(phone.lost, 0);
      }
    },
  );

  t.test('our own offer is taken up with the answer', { buffered: true }, async (t) => {
    const bench = await Bench.open(t, makeServer);
    const endpoint = await bench.server.createEndpoint({ ...usual, offer: null });
    t.equal(endpoint.codec, null);
    t.match(endpoint.localSdp, /^m=audio \d+ RTP\/AVP /m);
    const phone = await bench.phone({ codec: 'PCMA' });
    await t.rejects(endpoint.acceptAnswer('v=nonsense'), { code: 'bad-sdp' });
    await endpoint.acceptAnswer(phone.sdp());
    phone.connect(endpoint.localSdp);
    t.equal(endpoint.codec, 'PCMA/8000');
    await phone.until('packets', () => phone.received > 3);
  });

  t.test(
    'descriptions that cannot be used are refused by their code, and take no port',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const offer = (await bench.phone()).sdp();
      await t.rejects(bench.server.createEndpoint({ ...usual, offer: 'hello' }), {
        code: 'bad-sdp',
      });
      const speex = offer
        .replace(/ 0 101/, ' 97')
        .replace(/a=rtpmap:0 .*/, 'a=rtpmap:97 speex/8000');
      await t.rejects(bench.server.createEndpoint({ ...usual, offer: speex }), {
        code: 'no-usable-codec',
      });
      t.equal(bench.server.status().endpoints, 0);
    },
  );

  t.test(
    'hold is told, silences the leg in its conference, and ends',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const a = await bench.member(conference, { toneHz: 400 });
      const b = await bench.member(conference, { toneHz: 700 });
      await b.phone.until('B hears A', () => b.phone.hears(400) > audibleDb);
      const held = next((listener) => a.endpoint.events.on('hold', listener));
      t.match(await a.endpoint.renegotiate(a.phone.sdp('sendonly')), /^a=recvonly/m);
      t.same(await held, [true]);
      await b.phone.until(
        'the music of its hold is not heard',
        () => b.phone.hears(400) < silentDb,
      );
      const back = next((listener) => a.endpoint.events.on('hold', listener));
      t.match(await a.endpoint.renegotiate(a.phone.sdp()), /^a=sendrecv/m);
      t.same(await back, [false]);
      await b.phone.until('B hears A again', () => b.phone.hears(400) > audibleDb);
      await a.phone.until('A hears B again', () => a.phone.hears(700) > audibleDb);
    },
  );

  t.test(
    'renegotiation moves the media and the codec; a bad one changes nothing',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const a = await bench.member(conference, { toneHz: 400 });
      const b = await bench.member(conference, { toneHz: 700 });
      await b.phone.until('B hears A', () => b.phone.hears(400) > audibleDb);
      await t.rejects(a.endpoint.renegotiate('v=0'), { code: 'bad-sdp' });
      t.equal(a.endpoint.codec, 'PCMU/8000');
      const moved = await bench.phone({ codec: 'G722', toneHz: 1100 });
      a.phone.pause();
      moved.connect(await a.endpoint.renegotiate(moved.sdp()));
      t.equal(a.endpoint.codec, 'G722/8000');
      await moved.until('the new phone hears B', () => moved.hears(700) > audibleDb);
      await b.phone.until('B hears the new phone', () => b.phone.hears(1100) > audibleDb);
    },
  );

  t.test(
    'a source that moves (NAT) is followed; a foreign one is not heard',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const conference = await bench.conference();
      const a = await bench.member(conference, { toneHz: 400 });
      const b = await bench.member(conference, { toneHz: 700 });
      await b.phone.until('B hears A', () => b.phone.hears(400) > audibleDb);

      const intruder = await bench.phone({ toneHz: 1100 });
      intruder.connect(a.endpoint.localSdp);
      await b.phone.hear(600);
      t.ok(b.phone.hears(1100) < silentDb, 'the intruder is not heard');
      t.equal(intruder.received, 0, 'and gets nothing');
      for (let length = 0; length < 40; length++)
        intruder.sendRaw(new Uint8Array(length).fill(0xa5));
      t.ok(b.phone.hears(400) > audibleDb, 'A still is');
      intruder.pause();

      await a.phone.moveToNewPort();
      const received = a.phone.received;
      await b.phone.until('B hears A from its new port', () => b.phone.hears(400) > audibleDb);
      await a.phone.until('A hears on its new port', () => a.phone.received > received + 10);
      await a.phone.until('A hears B there', () => a.phone.hears(700) > audibleDb);
    },
  );

  t.test(
    'a leg without media is told of once; one on hold is not',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const { phone, endpoint } = await bench.call({}, { mediaTimeoutMs: 300 });
      const onHold = await bench.call({}, { mediaTimeoutMs: 300 });
      let told = 0;
      onHold.endpoint.events.on('media-timeout', () => t.fail('on hold no media is awaited'));
      await onHold.endpoint.renegotiate(onHold.phone.sdp('inactive'));
      onHold.phone.pause();
      const timeout = next((listener) => endpoint.events.on('media-timeout', listener));
      endpoint.events.on('media-timeout', () => told++);
      phone.pause();
      await timeout;
      await phone.hear(500);
      t.equal(told, 1);
    },
  );

  t.test(
    'the final report counts what came and went; closing twice is harmless',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const { phone, endpoint } = await bench.call({ toneHz: 400 });
      await phone.until('a second of packets', () => phone.received >= 50);
      const [report, again] = await Promise.all([endpoint.close(), endpoint.close()]);
      t.same(report, again);
      t.ok(report.packetsSent >= 50 && report.packetsReceived >= 40, JSON.stringify(report));
      t.equal(report.packetsLost, 0);
      t.ok(report.mos! > 4);
      await t.rejects(endpoint.renegotiate(phone.sdp()), { code: 'no-such-endpoint' });
    },
  );

  t.test(
    'media is encrypted where signalling is private, and goes on so in any conference',
    { buffered: true },
    async (t) => {
      const bench = await Bench.open(t, makeServer);
      const rooms = [await bench.conference('first'), await bench.conference('second')] as const;
      const plain = [
        await bench.member(rooms[0], { toneHz: 400 }),
        await bench.member(rooms[1], { toneHz: 400 }),
      ];
      const { phone, endpoint } = await bench.call(
        { toneHz: 700, srtp: true },
        { allowSrtp: true },
      );
      for (const [i, room] of rooms.entries()) {
        await endpoint.join(room, { memberId: 'encrypted', muted: false, deaf: false });
        const other = plain[i]!.phone;
        await other.until('it is heard', () => other.hears(700) > audibleDb);
        await phone.until('it hears', () => phone.hears(400) > audibleDb);
      }
      t.equal(phone.forged, 0);
      t.equal(phone.lost, 0);
      const offer = (await bench.phone({ srtp: true })).sdp();
      await t.rejects(bench.server.createEndpoint({ ...usual, offer }), {
        code: 'no-usable-codec',
      });
    },
  );
}
