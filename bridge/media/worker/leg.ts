import type { MediaKeySource, PlaybackEnd, QualityReport } from '../../ports/media-server.js';
import { eModelMos } from '../dsp/e-model.js';
import { silenceDbov } from '../dsp/level.js';
import { bandOf, type SharedEncodes } from '../mixer/shared-encodes.js';
import { frameSamples } from '../mixer/two-band-mix.js';
import { Voice } from '../mixer/voice.js';
import { ClipQueue } from '../prompt/clip-queue.js';
import type { HoldMusic } from '../prompt/hold-music.js';
import type { Conference } from './conference.js';
import type { Counters } from './counters.js';
import { LegReceiver } from './leg-receiver.js';
import { LegSound } from './leg-sound.js';
import { LegSrtp } from './leg-srtp.js';
import { LegTransport } from './leg-transport.js';
import type { Member, MemberLeg } from './member.js';
import { OutboundStream } from './outbound-stream.js';
import type { EndpointSetup, NegotiatedMedia, StreamTotals } from './protocol.js';
import type { RecordedSpeech, SpeechRecorder } from '../speech/speech-recorder.js';
import { tickMs, type WorkerTime } from './tick-clock.js';

/** What has no haste is done once in 100 ms, by the legs in turns. */
const upkeepTicks = 5;

export interface LegEvents {
  readonly onKey: (key: string, durationMs: number, source: MediaKeySource) => void;
  readonly onMediaTimeout: () => void;
  readonly onPlaybackEnded: (playbackId: number, end: PlaybackEnd) => void;
  readonly onRecorded: (recordingId: number, speech: RecordedSpeech | null) => void;
}

/** The worker's side of one endpoint. */
export class Leg implements MemberLeg {
  readonly clips: ClipQueue;
  holdMusic: HoldMusic | null = null;
  readonly #setup: EndpointSetup;
  readonly #counters: Counters;
  readonly #events: LegEvents;
  readonly #time: WorkerTime;
  readonly #totals: StreamTotals;
  readonly #receiver: LegReceiver;
  readonly #outbound: OutboundStream;
  readonly #transport: LegTransport;
  #media: NegotiatedMedia | null = null;
  #srtp: LegSrtp | null = null;
  #sound: LegSound | null = null;
  #conference: Conference | null = null;
  #member: Member | null = null;
  #recorder: SpeechRecorder | null = null;
  #timedOut = false;
  /** As agreed: the far end takes audio, has put us on hold, or is to send audio. */
  #sending = false;
  #remoteHold = false;
  #expecting = false;
  #ticksToUpkeep: number;

  private constructor(
    setup: EndpointSetup,
    counters: Counters,
    events: LegEvents,
    time: WorkerTime,
  ) {
    const nowMs = time.monotonicMs();
    this.#time = time;
    this.#setup = setup;
    this.#ticksToUpkeep = 1 + (setup.ssrc % upkeepTicks);
    this.#counters = counters;
    this.#events = events;
    this.#totals = setup.resume?.totals ?? { received: 0, lost: 0, sent: 0, sentOctets: 0 };
    this.clips = new ClipQueue(events.onPlaybackEnded);
    this.#receiver = new LegReceiver(counters, events, setup.resume, nowMs);
    this.#outbound = new OutboundStream(setup, {
      packets: this.#totals.sent,
      octets: this.#totals.sentOctets,
    });
    this.#transport = new LegTransport(setup, counters, this.#receiver, time);
    for (const playback of setup.resume?.playbacks ?? []) this.clips.add(playback);
    if (setup.media !== null) this.configure(setup.media);
  }

  /** @throws the system's error when the ports cannot be bound */
  static async open(
    setup: EndpointSetup,
    counters: Counters,
    events: LegEvents,
    time: WorkerTime,
  ): Promise<Leg> {
    const leg = new Leg(setup, counters, events, time);
    try {
      await leg.#transport.bind();
    } catch (error) {
      await leg.#free();
      throw error;
    }
    return leg;
  }

  get id(): string {
    return this.#setup.endpointId;
  }

  get conference(): Conference | null {
    return this.#conference;
  }

  get member(): Member | null {
    return this.#member;
  }

  /** The agreed session, or a later one. */
  configure(media: NegotiatedMedia): void {
    if (this.#srtp?.serves(media) !== true) {
      // Progress belongs to the keys that were in use when the leg was handed over.
      const resume = this.#media === null ? (this.#setup.resume?.srtp ?? null) : null;
      this.#srtp = LegSrtp.of(media, resume);
    }
    this.#media = media;
    const { direction, remoteHold } = media;
    this.#sending = direction === 'sendrecv' || direction === 'sendonly';
    this.#remoteHold = remoteHold;
    this.#expecting = !remoteHold && (direction === 'sendrecv' || direction === 'recvonly');
    this.#receiver.configure(media, this.#srtp?.receiving ?? null);
    this.#outbound.configure(media, this.#srtp?.sending ?? null);
    if (this.#sound?.codec !== media.codec.name) {
      this.#sound?.close();
      this.#sound = new LegSound(media.codec.name);
    }
    // The wait for media begins anew: while on hold none came, and none was missed.
    this.#receiver.lastPacketMs = this.#time.monotonicMs();
    this.#transport.configure(media, this.#srtp, this.#receiver.lastPacketMs);
    if (this.#member !== null) this.#giveVoice(this.#member);
    this.#receiver.wanted = this.#audioWanted;
  }

  join(
    conference: Conference,
    options: { readonly memberId: string; readonly muted: boolean; readonly deaf: boolean },
  ): void {
    this.leave();
    this.#endRecording();
    const { memberId, deaf, muted } = options;
    const figures = { talking: false, quality: null };
    const member: Member = { memberId, leg: this, voice: null, deaf, muted, ...figures };
    this.#conference = conference;
    this.#member = member;
    this.#receiver.wanted = true;
    this.#giveVoice(member);
    conference.add(member);
  }

  leave(): void {
    if (this.#member !== null) this.#conference?.remove(this.#member);
    this.#conference = null;
    this.#member = null;
    this.#receiver.wanted = this.#audioWanted;
  }

  /** Takes what is said from now on, until it is over or stopped, or the leg joins a conference. */
  record(recorder: SpeechRecorder): void {
    this.#endRecording();
    this.#recorder = recorder;
    this.#receiver.wanted = this.#audioWanted;
  }

  stopRecording(recordingId: number): void {
    if (this.#recorder?.id === recordingId) this.#endRecording();
  }

  withheld(nowMs: number): boolean {
    return this.#remoteHold || this.#receiver.keyPressed(nowMs);
  }

  /** First part of the tick, before the conferences mix. */
  listen(nowMs: number): void {
    this.#receiver.tick(nowMs);
    if (this.#member === null && this.#audioWanted) this.#hearAlone(nowMs);
    if (--this.#ticksToUpkeep > 0) return;
    this.#ticksToUpkeep = upkeepTicks;
    this.#transport.upkeep(this.#sending ? this.#outbound : null, nowMs);
    this.#watchMedia(nowMs);
  }

  /** When the conferences have mixed. */
  prepare(silence: SharedEncodes): void {
    this.#sound?.prepare(this, silence);
  }

  /** When all legs are prepared. */
  send(tick: number): void {
    const frame = this.#sound?.frame(this, tick);
    if (frame === undefined) return;
    if (this.#sending) this.#outbound.add(frame, this.#transport.sendRtp);
    else this.#outbound.pause();
  }

  quality(): QualityReport {
    const { reception, stream } = this.#receiver;
    const received = this.#totals.received + (reception?.packetsReceived ?? 0);
    const lost = this.#totals.lost + (reception?.packetsLost ?? 0);
    const roundTripMs = this.#transport.roundTripMs;
    const unheard = lost + (stream?.latePackets ?? 0);
    return {
      packetsReceived: received,
      packetsSent: this.#outbound.packets,
      packetsLost: Math.max(0, lost),
      jitterMs: reception?.jitterMs ?? 0,
      roundTripMs,
      mos:
        received === 0 || stream === null
          ? null
          : eModelMos({
              lossPct: (100 * Math.max(0, unheard)) / Math.max(1, received + lost),
              delayMs: (roundTripMs ?? 0) / 2 + stream.delayMs + tickMs,
              codec: stream.codec,
            }),
    };
  }

  /** Says goodbye and frees everything. */
  async close(): Promise<QualityReport> {
    const quality = this.quality();
    this.leave();
    this.#endRecording();
    this.clips.close();
    this.#transport.sendBye();
    await this.#free();
    return quality;
  }

  /** Frees everything, and gives what another worker needs to go on. */
  async release(): Promise<EndpointSetup> {
    const { packetsReceived, packetsLost } = this.quality();
    this.leave();
    this.#endRecording();
    const { sequence, timestamp, packets, octets } = this.#outbound;
    const setup: EndpointSetup = {
      ...this.#setup,
      sequence,
      timestamp,
      media: this.#media,
      resume: {
        ...this.#receiver.resumption(),
        totals: {
          received: packetsReceived,
          lost: packetsLost,
          sent: packets,
          sentOctets: octets,
        },
        playbacks: this.clips.take(),
        holdMusic: this.holdMusic?.clip ?? null,
        srtp: this.#srtp?.progress ?? null,
      },
    };
    await this.#free();
    return setup;
  }

  /** Outside a conference: keys are listened for, and speech is recorded. */
  #hearAlone(nowMs: number): void {
    const { stream } = this.#receiver;
    const next = stream?.next(nowMs) ?? 'silence';
    if (this.#recorder === null) return;
    const frame = new Int16Array(frameSamples[bandOf(stream?.codec ?? 'PCMU')]);
    const heard = stream !== null && next !== 'silence' && !this.withheld(nowMs);
    if (heard) stream.read(frame);
    const levelDbov = heard && next !== 'lost' ? next : silenceDbov;
    if (this.#recorder.add(frame, levelDbov)) this.#endRecording();
  }

  #endRecording(): void {
    const recorder = this.#recorder;
    if (recorder === null) return;
    this.#recorder = null;
    this.#receiver.wanted = this.#audioWanted;
    this.#events.onRecorded(recorder.id, recorder.speech());
  }

  get #audioWanted(): boolean {
    return (
      this.#recorder !== null ||
      this.#member !== null ||
      this.#receiver.stream?.detectsKeys === true
    );
  }

  /** A voice of the stream that we receive now; the same when that has not changed. */
  #giveVoice(member: Member): void {
    const { stream } = this.#receiver;
    if (stream === null || this.#conference === null) return;
    if (member.voice?.source !== stream) {
      member.voice = new Voice(stream, bandOf(stream.codec), this.#conference.automaticGain);
    }
    member.voice.muted = member.muted;
  }

  #watchMedia(nowMs: number): void {
    if (!this.#expecting) return;
    const wasTimedOut = this.#timedOut;
    this.#timedOut = nowMs - this.#receiver.lastPacketMs >= this.#setup.mediaTimeoutMs;
    if (wasTimedOut || !this.#timedOut) return;
    this.#counters['media-timeouts']++;
    this.#events.onMediaTimeout();
  }

  async #free(): Promise<void> {
    this.#receiver.close();
    this.#sound?.close();
    await this.#transport.close();
  }
}
