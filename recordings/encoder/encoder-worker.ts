import { describeError, unreachable } from '../../bridge/kernel/errors.js';
import type { Clock, Timer } from '../../bridge/ports/clock.js';
import { FrameRingReader } from '../../bridge/kernel/frame-ring.js';
import type { EncoderCommand, EncoderEvent, EncoderReply, RecordingSetup } from './protocol.js';
import { recover } from './recover.js';
import { RecordingEncoder } from './recording-encoder.js';

/** A process that dies takes with it what came since. */
const pumpMs = 200;
/** `fsync` and health, every so many pumps: just under 1 s. */
const pumpsPerSync = 4;

/** All recordings of the bridge, on one thread. */
export class EncoderWorker {
  readonly #clock: Clock;
  readonly #post: (event: EncoderEvent) => void;
  readonly #recordings = new Map<string, RecordingEncoder>();
  #timer: Timer | null = null;
  #pumps = 0;
  #syncing: Promise<void> = Promise.resolve();
  #syncs = 0;

  constructor(clock: Clock, post: (event: EncoderEvent) => void) {
    this.#clock = clock;
    this.#post = post;
  }

  handle(command: EncoderCommand): void {
    if (command.kind === 'speech') {
      this.#recordings.get(command.recordingId)?.speech(command.speech);
      return;
    }
    const { requestId } = command;
    this.#carryOut(command)
      .catch((error: unknown) => ({ kind: 'failed', message: describeError(error) }) as const)
      .then(
        (result) => this.#post({ kind: 'reply', requestId, result }),
        () => undefined,
      );
  }

  async #carryOut(command: Exclude<EncoderCommand, { kind: 'speech' }>): Promise<EncoderReply> {
    switch (command.kind) {
      case 'open':
        await this.#open(command.recording);
        return { kind: 'done' };
      case 'start': {
        const recording = this.#find(command.recordingId);
        return {
          kind: 'started',
          firstSample: recording.start(new FrameRingReader(command.source.ring)),
        };
      }
      case 'stop': {
        const recording = this.#find(command.recordingId);
        const stopped = recording.stop();
        recording.pump();
        await stopped;
        return { kind: 'stopped', content: recording.content() };
      }
      case 'close':
        return this.#close(command.recordingId, command.title);
      case 'recover':
        return { kind: 'closed', ...(await recover(command.recording)) };
      default:
        return unreachable(command);
    }
  }

  async #open(setup: RecordingSetup): Promise<void> {
    const { recordingId } = setup;
    const recording = await RecordingEncoder.open(setup, this.#clock, {
      paused: (problem) => this.#post({ kind: 'paused', recordingId, problem }),
      resumed: () => this.#post({ kind: 'resumed', recordingId }),
    });
    this.#recordings.set(recordingId, recording);
    this.#followNeed();
  }

  async #close(recordingId: string, title: string | null): Promise<EncoderReply> {
    const recording = this.#find(recordingId);
    recording.pump();
    this.#recordings.delete(recordingId);
    this.#followNeed();
    await this.#syncing;
    return { kind: 'closed', ...(await recording.close(title)) };
  }

  #find(recordingId: string): RecordingEncoder {
    const recording = this.#recordings.get(recordingId);
    if (recording === undefined) throw new Error(`no recording ${recordingId} is open`);
    return recording;
  }

  readonly #pump = (): void => {
    for (const recording of this.#recordings.values()) recording.pump();
    if (++this.#pumps % pumpsPerSync === 0) this.#sync();
    this.#timer = null;
    this.#followNeed();
  };

  #followNeed(): void {
    if (this.#recordings.size === 0) {
      this.#timer?.cancel();
      this.#timer = null;
      return;
    }
    this.#timer ??= this.#clock.after(pumpMs, 'encoder: pump', this.#pump);
  }

  #sync(): void {
    const recordings = [...this.#recordings.values()];
    this.#post({ kind: 'health', recordings: recordings.map((recording) => recording.health()) });
    // A slow disk is asked once at a time.
    if (this.#syncs > 0) return;
    this.#syncs++;
    this.#syncing = Promise.all(recordings.map((recording) => recording.sync())).then(() => {
      this.#syncs--;
    });
  }
}
