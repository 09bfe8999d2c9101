import { createSocket } from 'node:dgram';
import t, { type Test } from 'tap';
import { BridgeProcess } from '../../support/bridge-process.js';
import { DialledPhone, type DialOptions } from '../../support/dialled-phone.js';

const here = 600;
const there = 1100;
/** Tones are sent at −12 dB; automatic gain may raise or lower them some. */
const audible = -30;

interface Room {
  readonly bridge: BridgeProcess;
  readonly join: (options?: DialOptions) => Promise<DialledPhone>;
}

async function openRoom(t: Test, config = '', environment = {}): Promise<Room> {
  const bridge = await BridgeProcess.start(environment, config);
  const phones: DialledPhone[] = [];
  t.teardown(async () => {
    for (const phone of phones) await phone.close();
    await bridge.kill();
    await bridge.stop();
  });
  const { room } = await bridge.addOrganizer('participantsMayStart=true', 'entryTones=false');
  return {
    bridge,
    join: async (options) => {
      const phone = await DialledPhone.join(bridge, room, options);
      phones.push(phone);
      return phone;
    },
  };
}

const hears = (phone: DialledPhone, hz: number): Promise<void> =>
  phone.rtp.until(`${hz} Hz heard`, () => phone.rtp.hears(hz) > audible);

const hearsNot = (phone: DialledPhone, hz: number): Promise<void> =>
  phone.rtp.until(`no ${hz} Hz heard`, () => phone.rtp.hears(hz) < -50);

t.test('callers over UDP and over TCP hear one another', async (t) => {
  const { join } = await openRoom(t);
  const udp = await join({ toneHz: here });
  const tcp = await join({ toneHz: there, transport: 'tcp', codec: 'G722' });
  await hears(udp, there);
  await hears(tcp, here);
  t.match(udp.call.sdp, 'PCMU/8000');
  t.match(tcp.call.sdp, 'G722/8000');
  await udp.hangUp();
  await tcp.hangUp();
});

t.test('callers over IPv6 hear one another', async (t) => {
  const { join } = await openRoom(t, '', { PARTYLINE_SIP_HOST: '::1' });
  const one = await join({ host: '::1', toneHz: here });
  const other = await join({ host: '::1', toneHz: there, transport: 'tcp' });
  await hears(one, there);
  await hears(other, here);
  t.match(one.call.sdp, /^c=IN IP6 ::1\r$/m);
});

t.test('where the bridge has addresses of both kinds, IPv4 and IPv6 callers meet', async (t) => {
  const { join } = await openRoom(t, '', { PARTYLINE_SIP_HOST: 'private' });
  const four = await join({ toneHz: here });
  const six = await join({ host: '::1', toneHz: there });
  await hears(four, there);
  await hears(six, here);
  t.match(four.call.sdp, /^c=IN IP4 127\.0\.0\.1\r$/m);
  t.match(six.call.sdp, /^c=IN IP6 ::1\r$/m);
});

t.test('a caller behind NAT, who names a private address, is heard and hears', async (t) => {
  const { join } = await openRoom(t);
  const plain = await join({ toneHz: here });
  const hidden = (sdp: string): string =>
    sdp.replaceAll('IP4 127.0.0.1', 'IP4 192.168.77.5').replace(/m=audio \d+/, 'm=audio 40404');
  const behind = await join({ toneHz: there, offer: hidden });
  await hears(plain, there);
  await hears(behind, here);
  t.pass('both ways');
});

t.test('a call goes on through garbage and foreign RTP', async (t) => {
  const { bridge, join } = await openRoom(t);
  const one = await join({ toneHz: here });
  const other = await join({ toneHz: there });
  await hears(other, here);
  const stranger = createSocket('udp4');
  t.teardown(() => stranger.close());
  const rtp = Buffer.alloc(172, 0x55);
  rtp.writeUInt16BE(0x8000);
  rtp.writeUInt32BE(4242, 8);
  const junk = [Buffer.alloc(0), Buffer.from('hello'), Buffer.alloc(1400, 0xff), rtp];
  const before = one.rtp.received;
  const flood = setInterval(() => {
    rtp.writeUInt16BE((rtp.readUInt16BE(2) + 1) & 0xffff, 2);
    for (const packet of junk) {
      stranger.send(packet, one.rtp.remotePort, '127.0.0.1');
      stranger.send(packet, one.rtp.remotePort + 1, '127.0.0.1');
      one.rtp.sendRaw(packet);
    }
  }, 2);
  t.teardown(() => clearInterval(flood));
  // For a second after the answer the kernel lets others through, so that they can be counted.
  t.equal((await one.call.reinvite(one.rtp.sdp())).status, 200);
  await bridge.untilMetric('media_events_total', (count) => count > 500);
  await one.rtp.until('a second of audio meanwhile', () => one.rtp.received > before + 50);
  clearInterval(flood);
  await hears(one, there);
  await hears(other, here);
  t.ok((await bridge.metric('media_events_total', '"rtp-foreign"')) > 0);
  t.ok((await bridge.metric('media_events_total', '"rtp-garbage"')) > 0);
  t.equal((await one.call.hangUp()).status, 200);
});

t.test('a member that holds the call is not heard; it is when it comes back', async (t) => {
  const { join } = await openRoom(t);
  const holder = await join({ toneHz: here });
  const other = await join({ toneHz: there });
  await hears(other, here);
  // Its exchange sends music in its place, as many do.
  t.equal((await holder.call.reinvite(holder.rtp.sdp('sendonly'))).status, 200);
  t.match(holder.call.sdp, /^a=recvonly\r$/m);
  await hearsNot(other, here);
  await holder.rtp.hear(0);
  t.equal((await holder.call.reinvite(holder.rtp.sdp())).status, 200);
  t.match(holder.call.sdp, /^a=sendrecv\r$/m);
  await hears(other, here);
  await hears(holder, there);
});

t.test('a leg that falls silent is ended; one that is on hold is not', async (t) => {
  const { bridge, join } = await openRoom(t, 'media: { timeoutSeconds: 5 }');
  const silent = await join();
  const onHold = await join();
  await onHold.call.reinvite(onHold.rtp.sdp('inactive'));
  onHold.rtp.pause();
  silent.rtp.pause();
  const bye = await silent.call.ended;
  t.match(bye.header('Reason'), /cause=102/);
  // It fell silent first, and comes back after as long a time again.
  const again = await join();
  again.rtp.pause();
  await again.call.ended;
  t.equal(onHold.call.bye, null);
  onHold.rtp.resume();
  t.equal((await onHold.call.reinvite(onHold.rtp.sdp())).status, 200);
  await onHold.rtp.hear(500);
  await onHold.hangUp();
  await bridge.untilMetric('calls', (calls) => calls === 0);
  await bridge.untilMetric('history_queued', (queued) => queued === 0);
  const ends = bridge.query('select end_reason from call_legs order by started_at');
  t.same(
    ends.map((row) => row['end_reason']),
    ['media-timeout', 'remote-bye', 'media-timeout'],
  );
});
