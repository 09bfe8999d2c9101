import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { Player, type Voice, type VoiceEnd } from '../../../bridge/freeswitch/player.js';
import type { Clip } from '../../../bridge/ports/media-server.js';
import { FakeClock } from '../../support/fake-clock.js';
import { wavFile } from '../../support/wav-file.js';

/** Plays until it is told to end. */
class ScriptedVoice implements Voice {
  readonly played: string[] = [];
  stops = 0;
  forgotten = 0;
  #begun: () => void = () => undefined;
  #end: (end: VoiceEnd) => void = () => undefined;

  play(file: string): Promise<VoiceEnd> {
    this.played.push(file);
    this.#begun();
    return new Promise((resolve) => (this.#end = resolve));
  }

  stop(): void {
    this.stops++;
  }

  forget(): void {
    this.forgotten++;
  }

  end(how: VoiceEnd): void {
    this.#end(how);
  }

  async until(count: number): Promise<void> {
    while (this.played.length < count) {
      await new Promise<void>((resolve) => (this.#begun = resolve));
    }
  }
}

const silence = (durationMs: number): Clip => ({ kind: 'silence', durationMs });

function player(): {
  player: Player;
  voice: ScriptedVoice;
  clock: FakeClock;
  overdue: () => number;
} {
  const clock = new FakeClock();
  const voice = new ScriptedVoice();
  let overdue = 0;
  const means = { clock, onOverdue: () => (overdue += 1) };
  return { player: new Player(voice, means), voice, clock, overdue: () => overdue };
}

t.test(
  'a playback whose end is never told ends by its length, and the next one plays',
  async (t) => {
    const { player: p, voice, clock, overdue } = player();
    const file = path.join(t.testdir(), 'second.wav');
    writeFileSync(file, wavFile({ pcm: new Int16Array(8000), sampleRate: 8000 }));
    const [first, second] = [p.play([{ kind: 'file', path: file }]), p.play([silence(20)])];
    await voice.until(1);
    clock.advance(3_900);
    t.equal(overdue(), 0, 'a second, and three of patience');
    clock.advance(200);
    t.equal(await first.ended, 'finished');
    t.equal(overdue(), 1);
    t.equal(voice.forgotten, 1);
    await voice.until(2);
    voice.end('ended');
    t.equal(await second.ended, 'finished');
    t.same(clock.survivors(), [], 'no timer is left');
  },
);

t.test('a break that is never told of ends the playback all the same', async (t) => {
  const { player: p, voice, clock, overdue } = player();
  const playback = p.play([silence(600_000)]);
  await voice.until(1);
  playback.stop();
  clock.advance(1_600);
  t.equal(await playback.ended, 'stopped');
  t.equal(overdue(), 1);
});

t.test('what its server could not play to the end is heard again from another one', async (t) => {
  const { player: p, voice } = player();
  const playback = p.play([silence(5_000)]);
  const behind = p.play([silence(100)]);
  await voice.until(1);
  const quiet = p.suspend();
  voice.end('gone');
  await quiet;
  const other = new ScriptedVoice();
  p.resume(other);
  await other.until(1);
  t.same(other.played, ['silence_stream://5000']);
  other.end('ended');
  t.equal(await playback.ended, 'finished');
  await other.until(2);
  other.end('ended');
  t.equal(await behind.ended, 'finished');
});

t.test('hold music goes on at another server', async (t) => {
  const { player: p, voice } = player();
  await p.setMusic(silence(60_000));
  await voice.until(1);
  const quiet = p.suspend();
  voice.end('gone');
  await quiet;
  const other = new ScriptedVoice();
  p.resume(other);
  await other.until(1);
  t.same(other.played, ['silence_stream://60000']);
  p.gone();
});

t.test('nothing is heard by a leg that is gone', async (t) => {
  const { player: p, voice } = player();
  const [heard, waiting] = [p.play([silence(100)]), p.play([silence(100)])];
  await voice.until(1);
  p.gone();
  voice.end('gone');
  t.same(await Promise.all([heard.ended, waiting.ended, p.play([silence(20)]).ended]), [
    'gone',
    'gone',
    'gone',
  ]);
});
