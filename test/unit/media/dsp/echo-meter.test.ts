import t from 'tap';
import { EchoMeter } from '../../../../bridge/media/dsp/echo-meter.js';
import { frameLevelDbov } from '../../../../bridge/media/dsp/level.js';
import { NoiseSource } from '../../../support/noise.js';
import { speechLike } from '../../../support/speech.js';

const frame = 160;
const seconds = 12;
const frames = seconds * 50;

const talks = new Map<number, readonly number[]>();

/** The levels of somebody who talks, frame by frame [dBov]. */
function talk(seed: number): readonly number[] {
  const known = talks.get(seed);
  if (known !== undefined) return known;
  const pcm = speechLike(new NoiseSource(seed), seconds, 8000);
  const levels = Array.from({ length: frames }, (_, n) =>
    frameLevelDbov(pcm.subarray(n * frame, (n + 1) * frame), frame),
  );
  talks.set(seed, levels);
  return levels;
}

/** What two sources make together [dBov]. */
function both(a: number, b: number): number {
  return Math.max(-127, 10 * Math.log10(10 ** (a / 10) + 10 ** (b / 10)));
}

const silent = (): number => -127;

function measured(sent: (n: number) => number, came: (n: number) => number): number | null {
  const meter = new EchoMeter();
  for (let n = 0; n < frames; n++) meter.update(sent(n), came(n));
  return meter.echo;
}

t.test('a line that sends back what it is sent is found, at any delay and over its noise', (t) => {
  for (let seed = 1; seed <= 4; seed++) {
    const sent = talk(seed);
    for (const delayFrames of [3, 7, 12, 20, 30]) {
      for (const lossDb of [0, 10, 20]) {
        const echo = (n: number) => both((sent[n - delayFrames] ?? -127) - lossDb, -58);
        const found = measured((n) => sent[n]!, echo)!;
        t.ok(found > 0.8, `${found.toFixed(2)}: ${delayFrames} frames, ${lossDb} dB, seed ${seed}`);
      }
    }
  }
  t.end();
});

t.test('a line that is talked on, or is just noisy, echoes nothing', (t) => {
  for (let seed = 1; seed <= 4; seed++) {
    const sent = talk(seed);
    const own = talk(seed + 1);
    const noise = new NoiseSource(seed);
    const inTurn = (mine: boolean) => (n: number) => Math.floor(n / 150) % 2 === (mine ? 0 : 1);
    const lines: Readonly<Record<string, number>> = {
      'both at once': measured(
        (n) => sent[n]!,
        (n) => both(own[n]!, -62),
      )!,
      'in turn': measured(
        (n) => (inTurn(false)(n) ? sent[n]! : -127),
        (n) => (inTurn(true)(n) ? own[n]! : -65),
      )!,
      noise: measured(
        (n) => sent[n]!,
        () => -45 + noise.gaussian(),
      )!,
      muted: measured((n) => sent[n]!, silent)!,
    };
    for (const [name, echo] of Object.entries(lines)) {
      t.ok(echo < 0.55, `${echo.toFixed(2)}: ${name}, seed ${seed}`);
    }
  }
  t.end();
});

t.test('nothing is said of a line before two seconds were sent to it', (t) => {
  const own = talk(1);
  t.equal(
    measured(silent, (n) => own[n]!),
    null,
    'only its own caller has talked',
  );
  const meter = new EchoMeter();
  for (let n = 0; n < 90; n++) meter.update(own[n]!, -60);
  t.equal(meter.echo, null);
  t.end();
});

t.test('an echo that ends is forgotten within seconds', (t) => {
  const sent = talk(3);
  const meter = new EchoMeter();
  for (let n = 0; n < frames; n++) meter.update(sent[n]!, (sent[n - 9] ?? -127) - 10);
  t.ok(meter.echo! > 0.8);
  for (let n = 0; n < frames; n++) meter.update(sent[n]!, -62);
  t.ok(meter.echo! < 0.3, `${meter.echo}`);
  t.end();
});
