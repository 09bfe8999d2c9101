import { availableParallelism } from 'node:os';
import { PartylineError, unreachable } from '../kernel/errors.js';
import type { Logger } from '../kernel/logger.js';
import type { Clock } from '../ports/clock.js';
import type {
  ConferenceOptions,
  Endpoint,
  EndpointOptions,
  MediaConference,
  MediaServer,
  MediaStatus,
} from '../ports/media-server.js';
import type { Random } from '../ports/random.js';
import { PortPool } from '../rtp/port-pool.js';
import type { CodecName } from '../sdp/types.js';
import { EmbeddedConference } from './embedded-conference.js';
import { EmbeddedEndpoint } from './embedded-endpoint.js';
import { openEndpoint } from './endpoint-opening.js';
import { placeConference, placeEndpoint } from './placement.js';
import { PlaybackRegister } from './playback-queue.js';
import { ClipLibrary } from './prompt/clip-library.js';
import { SpeechRecordingRegister } from './speech-recording-register.js';
import type { WorkerLink, WorkerNews } from './worker-link.js';
import { WorkerPool } from './worker-pool.js';

export interface EmbeddedMediaServerOptions {
  /** Where RTP is received: an address of this host, or `0.0.0.0` or `::` for all. */
  readonly bindHost: string;
  /** What descriptions name where the endpoint's options do not say: never a wildcard. */
  readonly advertisedHost: string;
  /** Behind NAT: what descriptions name to far ends on public networks. */
  readonly publicHost?: string;
  /** First and last; pairs of an even and an odd port are used. */
  readonly rtpPorts: readonly [first: number, last: number];
  /** Threads that mix; by default one for each core. */
  readonly workers?: number;
  readonly codecPreference?: readonly CodecName[];
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** The embedded media server, with what tests and operators may do beyond the port. */
export interface EmbeddedMediaServer extends MediaServer {
  /** Kills the worker that has this endpoint, as a crash would. */
  crashWorkerOf(endpoint: Endpoint): Promise<void>;
}

export function createEmbeddedMediaServer(
  options: EmbeddedMediaServerOptions,
): EmbeddedMediaServer {
  return new EmbeddedServer(options);
}

/** As the configuration's default, and for its reason (decision 9). */
export const defaultCodecs: readonly CodecName[] = ['G722', 'opus', 'PCMU', 'PCMA'];

class EmbeddedServer implements EmbeddedMediaServer {
  readonly #options: EmbeddedMediaServerOptions;
  readonly #ports: PortPool;
  readonly #pool: WorkerPool;
  readonly #register = new PlaybackRegister();
  readonly #recordings: SpeechRecordingRegister;
  readonly #library = new ClipLibrary();
  readonly #endpoints = new Map<string, EmbeddedEndpoint>();
  readonly #conferences = new Map<number, EmbeddedConference>();
  #nextConferenceId = 1;
  #state: 'new' | 'running' | 'closed' = 'new';

  constructor(options: EmbeddedMediaServerOptions) {
    this.#options = options;
    this.#recordings = new SpeechRecordingRegister(options.logger);
    const [firstPort, lastPort] = options.rtpPorts;
    this.#ports = new PortPool({ firstPort, lastPort });
    this.#pool = new WorkerPool({
      clock: options.clock,
      logger: options.logger,
      onNews: (link, news) => this.#heard(link, news),
      onExit: (link) => this.#workerDied(link),
    });
  }

  start(): Promise<void> {
    if (this.#state === 'new') {
      this.#state = 'running';
      this.#pool.start(this.#options.workers ?? availableParallelism());
    }
    return Promise.resolve();
  }

  async createEndpoint(options: EndpointOptions): Promise<Endpoint> {
    this.#mustRun();
    const { bindHost, advertisedHost, publicHost, random, codecPreference } = this.#options;
    const link = placeEndpoint(this.#pool.usable) ?? noWorker();
    // Counted from now on, so that calls that come together are spread.
    link.endpoints++;
    try {
      const { endpointId, rtpPort, session } = await openEndpoint(options, {
        bindHost,
        advertisedHost,
        publicHost: publicHost ?? null,
        codecs: codecPreference ?? defaultCodecs,
        random,
        acquirePort: () => this.#acquirePort(),
        releasePort: (port) => this.#releasePort(port),
        openAtWorker: (setup) => link.request({ kind: 'open', setup }),
      });
      const endpoint = new EmbeddedEndpoint(endpointId, rtpPort, session, link, {
        ...this.#playing(),
        recordings: this.#recordings,
        onListenerError: this.#onListenerError,
        onGone: (gone) => {
          this.#endpoints.delete(gone.id);
          this.#releasePort(gone.rtpPort);
        },
      });
      this.#endpoints.set(endpointId, endpoint);
      return endpoint;
    } finally {
      link.endpoints--;
    }
  }

  createConference(name: string, options: ConferenceOptions): Promise<MediaConference> {
    return Promise.resolve().then(() => {
      this.#mustRun();
      for (const living of this.#conferences.values()) {
        if (living.name === name) {
          throw new PartylineError('already-exists', `a conference ${name} is going on`);
        }
      }
      const conference = new EmbeddedConference(name, this.#nextConferenceId++, options, {
        ...this.#playing(),
        onListenerError: this.#onListenerError,
        place: (own) => placeConference(this.#pool.usable, own) ?? noWorker(),
        onGone: (gone) => this.#conferences.delete(gone.conferenceId),
      });
      this.#conferences.set(conference.conferenceId, conference);
      return conference;
    });
  }

  status(): MediaStatus {
    const portsFree = this.#ports.free(this.#options.clock.monotonicMs());
    const problem = this.#problem(portsFree);
    return {
      ready: problem === null,
      problem,
      endpoints: this.#endpoints.size,
      conferences: this.#conferences.size,
      portsFree,
      workers: this.#pool.links.map(({ id, endpoints, figures }) => ({
        id,
        endpoints,
        tickLatenessP99Ms: figures.tickLatenessP99Ms,
      })),
      counters: this.#pool.counters(),
    };
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    await Promise.all([...this.#endpoints.values()].map((endpoint) => endpoint.close()));
    await Promise.all([...this.#conferences.values()].map((conference) => conference.destroy()));
    await this.#pool.close();
  }

  async crashWorkerOf(endpoint: Endpoint): Promise<void> {
    await this.#endpoints.get(endpoint.id)?.link.terminate();
  }

  #heard(link: WorkerLink, news: WorkerNews): void {
    switch (news.kind) {
      case 'key':
        this.#endpoints.get(news.endpointId)?.keyed(news.key, news.durationMs, news.source);
        break;
      case 'media-timeout':
        this.#endpoints.get(news.endpointId)?.heard('media-timeout');
        break;
      case 'playback-ended':
        this.#register.ended(news.playbackId, news.end);
        break;
      case 'recorded':
        this.#recordings.heard(news.recordingId, news.speech);
        break;
      case 'talking':
        for (const { conferenceId, memberId, talking } of news.changes) {
          this.#conferences.get(conferenceId)?.talkingChanged(memberId, talking);
        }
        break;
      case 'levels':
        for (const levels of news.conferences) {
          this.#conferences.get(levels.conferenceId)?.levelsMeasured(levels);
        }
        break;
      case 'status':
        link.figures = news.status;
        break;
      default:
        unreachable(news);
    }
  }

  #workerDied(link: WorkerLink): void {
    // Conferences first: their members' talking ends before the members do.
    for (const conference of [...this.#conferences.values()]) {
      if (conference.link === link) conference.lost();
    }
    for (const endpoint of [...this.#endpoints.values()]) {
      if (endpoint.link === link) endpoint.lost();
    }
  }

  #playing(): { library: ClipLibrary; register: PlaybackRegister; logger: Logger } {
    return { library: this.#library, register: this.#register, logger: this.#options.logger };
  }

  #acquirePort(): number {
    const port = this.#ports.acquire(this.#options.clock.monotonicMs());
    if (port !== null) return port;
    throw new PartylineError('ports-exhausted', 'all RTP ports are in use', {
      mend: 'widen the range of RTP ports (PARTYLINE_RTP_PORTS)',
    });
  }

  #releasePort(port: number): void {
    this.#ports.release(port, this.#options.clock.monotonicMs());
  }

  #problem(portsFree: number): string | null {
    if (this.#state !== 'running') return 'the media server is not running';
    if (this.#pool.links.length === 0) return 'no media worker is running';
    return portsFree === 0 ? 'all RTP ports are in use' : null;
  }

  #mustRun(): void {
    if (this.#state === 'running') return;
    throw new PartylineError('media-lost', 'the media server is not running');
  }

  readonly #onListenerError = (error: unknown, event: string): void => {
    this.#options.logger.error({ error, event }, 'a listener of a media event failed');
  };
}

function noWorker(): never {
  throw new PartylineError('media-lost', 'no media worker is running');
}
