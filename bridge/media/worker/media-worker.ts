import { unreachable } from '../../kernel/errors.js';
import { packedQuality } from '../level-columns.js';
import { SharedEncodes } from '../mixer/shared-encodes.js';
import type { PlaybackEnd } from '../../ports/media-server.js';
import type { ClipQueue } from '../prompt/clip-queue.js';
import { HoldMusicStreams } from '../prompt/hold-music-streams.js';
import { Conference } from './conference.js';
import { newCounters } from './counters.js';
import { Leg } from './leg.js';
import { MixTap } from './mix-tap.js';
import type {
  EndpointSetup,
  LoadedClip,
  OpenFailure,
  PlaybackTarget,
  TalkingChange,
  WorkerCommand,
  WorkerEvent,
  WorkerReply,
} from './protocol.js';
import { SpeechRecorder } from '../speech/speech-recorder.js';
import { TickClock, workerTime } from './tick-clock.js';

/** Levels leave at 10 Hz, figures about the worker at 1 Hz. */
const ticksPerLevels = 5;
const ticksPerStatus = 50;

/** All legs and conferences of one worker thread, and the tick that drives them. */
export class MediaWorker {
  readonly #post: (event: WorkerEvent) => void;
  readonly #legs = new Map<string, Leg>();
  readonly #conferences = new Map<number, Conference>();
  readonly #counters = newCounters();
  readonly #silence = new SharedEncodes();
  readonly #holdMusic = new HoldMusicStreams();
  readonly #clock = new TickClock((dueMs) => this.#tick(dueMs));
  #ticks = 0;
  #talkingChanges: TalkingChange[] = [];

  constructor(post: (event: WorkerEvent) => void) {
    this.#post = post;
  }

  handle(command: WorkerCommand): void {
    switch (command.kind) {
      case 'open':
        this.#replyWhenDone(command.requestId, this.#open(command.setup));
        break;
      case 'set-media':
        this.#legs.get(command.endpointId)?.configure(command.media);
        break;
      case 'close':
        this.#replyWhenDone(command.requestId, this.#close(command.endpointId));
        break;
      case 'release':
        this.#replyWhenDone(command.requestId, this.#release(command.endpointId));
        break;
      case 'create-conference':
        this.#createConference(command.conferenceId, command.automaticGain);
        break;
      case 'destroy-conference':
        this.#destroyConference(command.conferenceId);
        this.#reply(command.requestId, { kind: 'done' });
        break;
      case 'join':
        this.#reply(command.requestId, this.#join(command));
        break;
      case 'leave':
        this.#legs.get(command.endpointId)?.leave();
        this.#flushTalking();
        this.#reply(command.requestId, { kind: 'done' });
        break;
      case 'set-muted':
      case 'set-deaf':
        this.#setMember(command);
        break;
      case 'play':
        this.#play(command);
        break;
      case 'stop':
        this.#queueOf(command.to)?.stop(command.playbackId);
        break;
      case 'record':
        this.#legs
          .get(command.endpointId)
          ?.record(new SpeechRecorder(command.recordingId, command.limits));
        break;
      case 'stop-recording':
        this.#legs.get(command.endpointId)?.stopRecording(command.recordingId);
        break;
      case 'tap':
        this.#conferences
          .get(command.conferenceId)
          ?.addTap(command.tapId, new MixTap(command.ring));
        break;
      case 'untap':
        this.#conferences.get(command.conferenceId)?.removeTap(command.tapId);
        this.#reply(command.requestId, { kind: 'done' });
        break;
      case 'set-hold-music':
        this.#setHoldMusic(command.endpointId, command.clip);
        break;
      default:
        unreachable(command);
    }
    this.#followNeed();
  }

  async #open(setup: EndpointSetup): Promise<WorkerReply> {
    const { endpointId } = setup;
    let leg: Leg;
    try {
      leg = await Leg.open(
        setup,
        this.#counters,
        {
          onKey: (key, durationMs, source) =>
            this.#post({ kind: 'key', endpointId, key, durationMs, source }),
          onMediaTimeout: () => this.#post({ kind: 'media-timeout', endpointId }),
          onPlaybackEnded: this.#onPlaybackEnded,
          onRecorded: (recordingId, speech) =>
            this.#post({ kind: 'recorded', recordingId, speech }),
        },
        workerTime,
      );
    } catch (error) {
      return { kind: 'failed', reason: openFailure(error), message: String(error) };
    }
    this.#legs.set(endpointId, leg);
    if (setup.resume !== null) {
      leg.holdMusic = this.#holdMusic.listen(null, setup.resume.holdMusic);
      this.#counters['handed-over']++;
    }
    this.#followNeed();
    return { kind: 'done' };
  }

  async #close(endpointId: string): Promise<WorkerReply> {
    const leg = this.#forget(endpointId);
    if (leg === null) return gone;
    const closing = leg.close();
    this.#flushTalking();
    return { kind: 'closed', quality: packedQuality(await closing) };
  }

  async #release(endpointId: string): Promise<WorkerReply> {
    const leg = this.#forget(endpointId);
    if (leg === null) return gone;
    const releasing = leg.release();
    this.#flushTalking();
    return { kind: 'released', setup: await releasing };
  }

  #forget(endpointId: string): Leg | null {
    const leg = this.#legs.get(endpointId) ?? null;
    this.#legs.delete(endpointId);
    if (leg !== null) this.#holdMusic.listen(leg.holdMusic, null);
    return leg;
  }

  #createConference(id: number, automaticGain: boolean): void {
    const conference = new Conference(id, automaticGain, {
      onTalking: (change) => this.#talkingChanges.push(change),
      onPlaybackEnded: this.#onPlaybackEnded,
    });
    this.#conferences.set(id, conference);
  }

  #destroyConference(id: number): void {
    const conference = this.#conferences.get(id);
    if (conference === undefined) return;
    this.#conferences.delete(id);
    for (const leg of this.#legs.values()) if (leg.conference === conference) leg.leave();
    conference.close();
    this.#flushTalking();
  }

  #join(command: WorkerCommand & { kind: 'join' }): WorkerReply {
    const leg = this.#legs.get(command.endpointId);
    const conference = this.#conferences.get(command.conferenceId);
    if (leg === undefined || conference === undefined) return gone;
    leg.join(conference, command);
    this.#flushTalking();
    return { kind: 'done' };
  }

  #setMember(command: WorkerCommand & { kind: 'set-muted' | 'set-deaf' }): void {
    const conference = this.#conferences.get(command.conferenceId);
    const member = conference?.member(command.memberId);
    if (conference === undefined || member === undefined) return;
    if (command.kind === 'set-deaf') member.deaf = command.deaf;
    else conference.setMuted(member, command.muted);
    this.#flushTalking();
  }

  #play({ playbackId, to, clips }: WorkerCommand & { kind: 'play' }): void {
    const queue = this.#queueOf(to);
    if (queue === null) this.#onPlaybackEnded(playbackId, 'gone');
    else queue.add({ playbackId, clips, clipIndex: 0, wideOffset: 0 });
  }

  #queueOf(target: PlaybackTarget): ClipQueue | null {
    switch (target.kind) {
      case 'endpoint':
        return this.#legs.get(target.endpointId)?.clips ?? null;
      case 'conference':
        return this.#conferences.get(target.conferenceId)?.announcements ?? null;
      default:
        return unreachable(target);
    }
  }

  #setHoldMusic(endpointId: string, clip: LoadedClip | null): void {
    const leg = this.#legs.get(endpointId);
    if (leg !== undefined) leg.holdMusic = this.#holdMusic.listen(leg.holdMusic, clip);
  }

  #tick(dueMs: number): void {
    this.#ticks++;
    this.#silence.begin();
    // Short passes over the legs: the waits for memory that 500 of them cause then overlap.
    for (const leg of this.#legs.values()) leg.listen(dueMs);
    for (const conference of this.#conferences.values()) conference.tick(dueMs);
    for (const leg of this.#legs.values()) leg.prepare(this.#silence);
    for (const leg of this.#legs.values()) leg.send(this.#ticks);
    if (this.#ticks % ticksPerLevels === 0) this.#postLevels();
    if (this.#ticks % ticksPerStatus === 0) this.#postStatus();
    this.#followNeed();
  }

  /** The clock runs while there is someone to hear, or something to play or record. */
  #followNeed(): void {
    const needed = this.#legs.size > 0 || this.#mixing();
    if (needed === this.#clock.running) return;
    if (needed) {
      this.#clock.start();
      return;
    }
    this.#clock.stop();
    this.#flushTalking();
    this.#postStatus();
  }

  #mixing(): boolean {
    for (const { announcements, tapped } of this.#conferences.values()) {
      if (announcements.active || tapped) return true;
    }
    return false;
  }

  #flushTalking(): void {
    if (this.#talkingChanges.length === 0) return;
    this.#post({ kind: 'talking', changes: this.#talkingChanges });
    this.#talkingChanges = [];
  }

  #postLevels(): void {
    this.#flushTalking();
    const conferences = [];
    for (const conference of this.#conferences.values()) {
      if (conference.members.length > 0) conferences.push(conference.takeLevels());
    }
    if (conferences.length > 0) this.#post({ kind: 'levels', conferences });
  }

  #postStatus(): void {
    const { late, skipped } = this.#clock.counts;
    this.#post({
      kind: 'status',
      status: {
        tickLatenessP99Ms: this.#clock.latenessP99Ms(),
        counters: { ...this.#counters, 'late-ticks': late, 'skipped-ticks': skipped },
      },
    });
  }

  readonly #onPlaybackEnded = (playbackId: number, end: PlaybackEnd): void => {
    this.#post({ kind: 'playback-ended', playbackId, end });
  };

  #replyWhenDone(requestId: number, work: Promise<WorkerReply>): void {
    work.then(
      (result) => this.#reply(requestId, result),
      (error: unknown) =>
        this.#reply(requestId, { kind: 'failed', reason: 'other', message: String(error) }),
    );
  }

  #reply(requestId: number, result: WorkerReply): void {
    this.#post({ kind: 'reply', requestId, result });
  }
}

const gone: WorkerReply = { kind: 'failed', reason: 'gone', message: 'no such endpoint' };

function openFailure(error: unknown): OpenFailure {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE' || code === 'EACCES') return 'port';
  if (code === 'EADDRNOTAVAIL' || code === 'EINVAL') return 'address';
  return 'other';
}
