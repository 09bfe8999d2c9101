import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { PartylineError } from '../kernel/errors.js';
import { frameLevelDbov } from '../media/dsp/level.js';
import { saveSpeech } from '../media/speech/speech-file.js';
import { SpeechRecorder } from '../media/speech/speech-recorder.js';
import type { Clock } from '../ports/clock.js';
import type {
  SpeechRecording,
  SpeechRecordingEnd,
  SpeechRecordingOptions,
} from '../ports/media-server.js';
import type { Channel } from './channel.js';
import { GrowingPcm } from './growing-pcm.js';
import { isPlainPath } from './paths.js';

export interface SpeechRecordingDependencies {
  readonly clock: Clock;
  readonly onProblem: (error: unknown) => void;
}

/** How often we look at what FreeSWITCH has written [ms]. */
const lookEveryMs = 100;
/** By then the file must be there, or FreeSWITCH writes it where we cannot see it [ms]. */
const fileWithinMs = 1_500;
/** FreeSWITCH writes 16 kHz, whatever the leg's codec (`record_sample_rate` in its dialplan). */
const frameSamples = 320;

/**
 * What one leg says. FreeSWITCH writes its line to a file next to the one that is wanted, as bare
 * samples; we read it as it grows, so that what counts as speech, and when it is over, is the same
 * as with the embedded engine.
 */
export class FreeSwitchSpeechRecording implements SpeechRecording {
  readonly ended: Promise<SpeechRecordingEnd>;
  readonly #options: SpeechRecordingOptions;
  readonly #deps: SpeechRecordingDependencies;
  readonly #recorder: SpeechRecorder;
  #resolve: (end: SpeechRecordingEnd) => void = () => undefined;
  /** By its limits; what comes after that is not wanted. */
  #over = false;
  #stopped = false;
  #gone = false;
  #wake: () => void = () => undefined;

  constructor(options: SpeechRecordingOptions, deps: SpeechRecordingDependencies) {
    this.#options = options;
    this.#deps = deps;
    this.#recorder = new SpeechRecorder(0, options);
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  /** The leg is no more. */
  gone(): void {
    this.#gone = true;
    this.stop();
  }

  /** Begins, on the channel that the leg has now; ends by itself. Never rejects. */
  async run(channel: Channel): Promise<void> {
    try {
      this.#resolve(await this.#run(channel));
    } catch (error) {
      this.#deps.onProblem(error);
      this.#resolve({ kind: 'failed' });
    }
  }

  async #run(channel: Channel): Promise<SpeechRecordingEnd> {
    if (this.#isGone()) return { kind: 'failed' };
    const written = `${this.#options.path}.r16`;
    if (!isPlainPath(written)) throw new PartylineError('bad-value', `cannot record to ${written}`);
    // FreeSWITCH would make the folder.
    await access(path.dirname(written), constants.W_OK);
    const pcm = new GrowingPcm(written, frameSamples);
    try {
      await channel.record('start', written);
      await this.#listen(pcm);
      await channel.record('stop', written).catch(() => undefined); // the channel is no more
      this.#add(await pcm.read());
    } finally {
      await pcm.remove();
    }
    const speech = this.#recorder.speech();
    return this.#isGone()
      ? { kind: 'failed' }
      : saveSpeech(this.#options.path, speech, this.#deps.onProblem);
  }

  /** Until it is over: by its limits, or by the clock where nothing comes from the far end. */
  async #listen(pcm: GrowingPcm): Promise<void> {
    const { clock } = this.#deps;
    const { maxMs, silenceMs } = this.#options;
    const startMs = clock.monotonicMs();
    let heardMs = startMs;
    while (!this.#stopped) {
      await this.#pause();
      const frames = await pcm.read();
      const nowMs = clock.monotonicMs();
      if (frames.length > 0) heardMs = nowMs;
      if (this.#add(frames)) return;
      if (!pcm.exists && nowMs - startMs >= fileWithinMs) {
        throw new PartylineError('media-lost', 'FreeSWITCH writes no file that we can see', {
          mend: 'share freeswitch.sharedFolder with it, under the same path',
        });
      }
      if (nowMs - heardMs >= Math.max(silenceMs, fileWithinMs)) return;
      if (nowMs - startMs >= maxMs + fileWithinMs) return;
    }
  }

  /** @returns whether the recording is over */
  #add(frames: readonly Int16Array[]): boolean {
    for (const frame of frames) {
      this.#over ||= this.#recorder.add(frame, frameLevelDbov(frame, frame.length));
      if (this.#over) return true;
    }
    return this.#over;
  }

  #isGone(): boolean {
    return this.#gone;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#deps.clock.after(lookEveryMs, 'freeswitch recording', resolve);
      this.#wake = () => {
        timer.cancel();
        resolve();
      };
      if (this.#stopped) this.#wake();
    });
  }
}
