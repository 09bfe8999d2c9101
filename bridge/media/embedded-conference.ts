import { PartylineError } from '../kernel/errors.js';
import { Emitter, type Listenable } from '../kernel/events.js';
import { createFrameRing, loseRing } from '../kernel/frame-ring.js';
import type {
  Clip,
  ConferenceOptions,
  ConferenceTap,
  JoinOptions,
  MediaConference,
  MediaConferenceEvents,
  Playback,
  QualityReport,
} from '../ports/media-server.js';
import { unpackMember } from './level-columns.js';
import { PlaybackQueue, type PlaybackDependencies } from './playback-queue.js';
import type { WorkerLink, WorkerNotice } from './worker-link.js';
import type { ConferenceLevels } from './worker/protocol.js';

export interface ConferenceDependencies extends PlaybackDependencies {
  /** The worker for a conference whose first leg is on `own`. @throws PartylineError `media-lost` */
  readonly place: (own: WorkerLink | null) => WorkerLink;
  readonly onGone: (conference: EmbeddedConference) => void;
  readonly onListenerError: (error: unknown, event: string) => void;
}

/** An endpoint as the conference that it has joined sees it. */
export interface MemberEndpoint {
  /** As last measured in the mix. */
  quality: QualityReport;
  /** The conference is no more. */
  conferenceEnded(conference: MediaConference): void;
}

interface JoinedMember {
  readonly endpoint: MemberEndpoint;
  muted: boolean;
  deaf: boolean;
}

/** One conference. It gets a worker when the first leg joins it, or the first prompt is played. */
export class EmbeddedConference implements MediaConference {
  readonly name: string;
  /** What workers know it by. */
  readonly conferenceId: number;
  readonly #options: ConferenceOptions;
  readonly #deps: ConferenceDependencies;
  readonly #emitter: Emitter<MediaConferenceEvents>;
  readonly #playbacks: PlaybackQueue;
  readonly #members = new Map<string, JoinedMember>();
  readonly #talking = new Set<string>();
  /** By the number that the worker knows. */
  readonly #rings = new Map<number, SharedArrayBuffer>();
  #nextTapId = 1;
  #link: WorkerLink | null = null;
  #destroying: Promise<void> | null = null;
  #lost = false;

  constructor(
    name: string,
    conferenceId: number,
    options: ConferenceOptions,
    deps: ConferenceDependencies,
  ) {
    this.name = name;
    this.conferenceId = conferenceId;
    this.#options = options;
    this.#deps = deps;
    this.#emitter = new Emitter(deps.onListenerError);
    this.#playbacks = new PlaybackQueue(deps, { kind: 'conference', conferenceId }, (notice) =>
      this.#deliver(notice),
    );
  }

  get events(): Listenable<MediaConferenceEvents> {
    return this.#emitter;
  }

  get link(): WorkerLink | null {
    return this.#link;
  }

  setMuted(memberId: string, muted: boolean): void {
    const member = this.#members.get(memberId);
    if (member === undefined) return;
    member.muted = muted;
    this.#deliver({
      kind: 'set-muted',
      conferenceId: this.conferenceId,
      memberId,
      muted,
    });
  }

  setDeaf(memberId: string, deaf: boolean): void {
    const member = this.#members.get(memberId);
    if (member === undefined) return;
    member.deaf = deaf;
    this.#deliver({ kind: 'set-deaf', conferenceId: this.conferenceId, memberId, deaf });
  }

  play(clips: readonly Clip[]): Playback {
    const playback = this.#playbacks.play(clips);
    if (this.#lost || this.#destroying !== null) this.#playbacks.gone();
    return playback;
  }

  // Nothing to wait for: the worker taps the mix before any command that is sent after this one.
  tap(): Promise<ConferenceTap> {
    return Promise.resolve().then(() => {
      const { conferenceId } = this;
      const link = this.place(null);
      const ring = createFrameRing();
      const tapId = this.#nextTapId++;
      this.#rings.set(tapId, ring);
      link.send({ kind: 'tap', conferenceId, tapId, ring });
      const untap = async (): Promise<void> => {
        if (!this.#rings.has(tapId)) return;
        await link.request({ kind: 'untap', conferenceId, tapId }).catch(() => null);
        this.#rings.delete(tapId);
      };
      return { source: { kind: 'ring', ring }, stop: untap };
    });
  }

  destroy(): Promise<void> {
    this.#destroying ??= this.#destroy();
    return this.#destroying;
  }

  /** The worker it lives on, from now on at the latest. */
  place(own: WorkerLink | null): WorkerLink {
    if (this.#lost) throw new PartylineError('media-lost', 'the conference was lost');
    if (this.#destroying !== null) {
      throw new PartylineError('wrong-state', 'the conference has ended');
    }
    if (this.#link === null) {
      this.#link = this.#deps.place(own);
      this.#link.conferences++;
      this.#link.send({
        kind: 'create-conference',
        conferenceId: this.conferenceId,
        automaticGain: this.#options.automaticGain,
      });
    }
    return this.#link;
  }

  /** @returns how the member joins */
  admit(endpoint: MemberEndpoint, { memberId, muted, deaf }: JoinOptions): JoinOptions {
    this.#members.set(memberId, { endpoint, muted, deaf });
    return { memberId, muted, deaf };
  }

  dismiss(memberId: string, endpoint: MemberEndpoint): void {
    if (this.#members.get(memberId)?.endpoint === endpoint) this.#members.delete(memberId);
  }

  talkingChanged(memberId: string, talking: boolean): void {
    if (talking === this.#talking.has(memberId)) return;
    if (talking) this.#talking.add(memberId);
    else this.#talking.delete(memberId);
    this.#emitter.emit('talking', memberId, talking);
  }

  levelsMeasured({ memberIds, values }: ConferenceLevels): void {
    const levels = memberIds.map((memberId, row) => unpackMember(values, row, memberId));
    for (const { memberId, quality } of levels) {
      const member = this.#members.get(memberId);
      if (member !== undefined) member.endpoint.quality = quality;
    }
    this.#emitter.emit('levels', levels);
  }

  /** Its worker has died. */
  lost(): void {
    if (this.#lost) return;
    this.#lost = true;
    for (const ring of this.#rings.values()) loseRing(ring);
    this.#rings.clear();
    this.#silence();
    this.#playbacks.gone();
    this.#deps.onGone(this);
    if (this.#destroying === null) this.#emitter.emit('lost');
    this.#emitter.removeAll();
  }

  async #destroy(): Promise<void> {
    const link = this.#link;
    if (this.#lost) return;
    if (link !== null) {
      const { conferenceId } = this;
      await link.request({ kind: 'destroy-conference', conferenceId }).catch(() => null);
      link.conferences--;
    }
    for (const { endpoint } of this.#members.values()) endpoint.conferenceEnded(this);
    this.#members.clear();
    this.#rings.clear();
    this.#silence();
    this.#playbacks.gone();
    this.#deps.onGone(this);
    this.#emitter.removeAll();
  }

  #deliver(notice: WorkerNotice): void {
    if (this.#lost || this.#destroying !== null) return;
    try {
      this.place(null).send(notice);
    } catch {
      // No worker is alive: nobody is there to hear or to be muted.
      this.#playbacks.gone();
    }
  }

  /** Nobody talks in a conference that is no more. */
  #silence(): void {
    for (const memberId of [...this.#talking]) this.talkingChanged(memberId, false);
  }
}
