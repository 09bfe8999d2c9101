import t from 'tap';
import { BridgeProcess } from '../support/bridge-process.js';
import { DialledPhone } from '../support/dialled-phone.js';
import { NoiseSource } from '../support/noise.js';
import { speechLike } from '../support/speech.js';

interface Told {
  readonly number: string;
  readonly cause: string;
}

t.test('among quiet phones, the noisy one and the one that echoes are found', async (t) => {
  const bridge = await BridgeProcess.start();
  t.teardown(() => bridge.stop());
  const { room } = await bridge.addOrganizer('participantsMayStart=true', 'entryTones=false');
  const join = async (callerNumber: string): Promise<DialledPhone> => {
    const phone = await DialledPhone.join(bridge, room, { callerNumber });
    t.teardown(() => phone.close());
    return phone;
  };
  const talker = await join('1001');
  await join('1002');
  const noisy = await join('1003');
  const echoing = await join('1004');
  const random = new NoiseSource(4);
  const disturbances = (): Told[] =>
    bridge
      .query(
        `select caller_number as number, json_extract(detail, '$.cause') as cause
         from events join call_legs on call_legs.id = events.leg_id
         where kind = 'line-disturbs' order by sequence`,
      )
      .map((row) => ({ number: String(row['number']), cause: String(row['cause']) }));
  const told = async (count: number): Promise<void> => {
    for (let waitedMs = 0; disturbances().length < count; waitedMs += 200) {
      if (waitedMs > 20_000) throw new Error(`told of ${JSON.stringify(disturbances())}`);
      await talker.rtp.hear(200);
    }
  };

  noisy.rtp.voice = () => 32768 * 10 ** (-40 / 20) * random.gaussian();
  await told(1);
  noisy.rtp.voice = null;

  const speech = speechLike(random, 8, 8000);
  talker.rtp.voice = (time) => speech[Math.round(time * 8000) % speech.length]!;
  echoing.rtp.echo = { delayMs: 150, gain: 0.3 };
  await told(2);
  t.same(disturbances(), [
    { number: '1003', cause: 'noise' },
    { number: '1004', cause: 'echo' },
  ]);
});
