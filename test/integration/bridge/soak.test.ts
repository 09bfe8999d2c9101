import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { Pacer } from '../../../scripts/bench/pacer.js';
import { RtpCaller } from '../../../scripts/bench/rtp-caller.js';
import { talk } from '../../../scripts/bench/sounds.js';
import { BridgeProcess, type Organizer } from '../../support/bridge-process.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { SipCaller } from '../../support/sip-caller.js';

/** SOAK_SECONDS=3600 for a long one, SOAK_SEED to repeat one. */
const seconds = Number(process.env['SOAK_SECONDS'] ?? 20);
const seed = Number(process.env['SOAK_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const callers = 50;

t.setTimeout((seconds + 120) * 1000);

t.test(
  `${callers} callers come and go for ${seconds} s in three rooms (seed ${seed})`,
  async (t) => {
    const bridge = await BridgeProcess.start(
      { PARTYLINE_RTP_PORTS: '21000-21999' },
      'media: { timeoutSeconds: 5 }',
    );
    t.teardown(() => bridge.stop());
    const open = 'participantsMayStart=true';
    const rooms = [
      await bridge.addOrganizer(open, 'entryTones=false'),
      await bridge.addOrganizer(open),
      // Here callers wait with music, and are put out whenever the last organizer leaves.
      await bridge.addOrganizer('graceMinutes=0'),
    ];
    const freePairs = await bridge.metric('rtp_ports_free');
    const sip = await SipCaller.open({ port: bridge.sipPort });
    /** Whose audio is sent now. */
    const sending: (RtpCaller | null)[] = Array.from({ length: callers }, () => null);
    const pacer = new Pacer(
      sending.map((_, i) => ({ sendFrame: (): void => sending[i]?.sendFrame() })),
    );
    t.teardown(async () => {
      pacer.stop();
      await sip.close();
    });

    let dialled = 0;
    const endMs = performance.now() + seconds * 1000;
    const call = async (i: number, random: SeededRandom): Promise<void> => {
      const phone = await RtpCaller.open(i, talk(300 + 40 * i));
      const room = rooms[random.below(rooms.length)]!;
      const dialog = await sip.invite(room.room, offerOf(phone));
      dialled++;
      await phone.connect(Number(/^m=audio (\d+)/m.exec(dialog.sdp)![1]));
      sending[i] = phone;
      for (const key of keysOf(room, random)) if (dialog.bye === null) await dialog.key(key);
      await Promise.race([dialog.ended, delay(random.below(4000))]);
      sending[i] = null;
      // One in ten falls silent, and is missed.
      if (dialog.bye === null && random.below(10) > 0) await dialog.hangUp();
      else await dialog.ended;
      phone.close();
    };
    const comeAndGo = async (i: number): Promise<void> => {
      const random = new SeededRandom(seed + i);
      while (performance.now() < endMs) {
        await delay(random.below(1000));
        await call(i, random);
      }
    };
    const memory: number[] = [];
    const sample = setInterval(() => {
      void bridge.metric('process_resident_memory_bytes').then((bytes) => memory.push(bytes / 1e6));
    }, 1000);
    await Promise.all(sending.map((_, i) => comeAndGo(i))).finally(() => clearInterval(sample));

    for (const gauge of ['calls', 'members', 'conferences', 'sip_legs', 'media_endpoints']) {
      await bridge.untilMetric(gauge, (value) => value === 0);
    }
    await bridge.untilMetric('history_queued', (queued) => queued === 0);
    t.same(bridge.query('select count(*) as n from call_legs'), [{ n: dialled }]);
    t.same(bridge.query('select id from call_legs where ended_at is null'), []);
    t.same(bridge.query('select id from conferences where ended_at is null'), []);
    t.same(bridge.query(unpaired), [], 'no member outlives its leg');
    await bridge.untilMetric('rtp_ports_free', (pairs) => pairs === freePairs);
    t.notMatch(bridge.log, /"level":(50|60)/, 'no errors');
    const [early, late] = [mean(memory.slice(0, memory.length / 2)), mean(memory.slice(-5))];
    t.comment(
      `${dialled} calls; memory ${Math.round(early)} MB, at the end ${Math.round(late)} MB`,
    );
    t.ok(late < early * 1.5, 'memory does not grow with the calls');
  },
);

/** Members whose leaving is not written, or is written twice. */
const unpaired = `
  select leg_id from events where kind in ('member-joined', 'member-left')
  group by leg_id having sum(kind = 'member-joined') <> sum(kind = 'member-left')`;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function keysOf({ pin }: Organizer, random: SeededRandom): string {
  const choice = random.below(4);
  return choice === 0 ? `*${pin}#` : choice === 1 ? '' : '#';
}

function offerOf(phone: RtpCaller): string {
  return [
    ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'],
    ...[`m=audio ${phone.port} RTP/AVP 0`, 'a=rtpmap:0 PCMU/8000', ''],
  ].join('\r\n');
}
