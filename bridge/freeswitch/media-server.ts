import { PartylineError } from '../kernel/errors.js';
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
import type { CodecName } from '../sdp/types.js';
import { Channel } from './channel.js';
import { FreeSwitchConference } from './conference.js';
import { Descriptions, placeholderOffer } from './descriptions.js';
import type { Dialer } from './dialer.js';
import { DrainWatch } from './drain-watch.js';
import { FreeSwitchEndpoint } from './endpoint.js';
import type { PlayerDependencies } from './player.js';
import { placeConference, placeLeg } from './pool.js';
import { FreeSwitchServer, type FreeSwitchServerSettings } from './server.js';

export interface FreeSwitchMediaServerOptions {
  readonly servers: readonly FreeSwitchServerSettings[];
  /** Calls FreeSWITCH for us. */
  readonly dialer: Dialer;
  readonly codecs: readonly CodecName[];
  /** Whether the legs of a server that dies are moved to another. */
  readonly takeOver: boolean;
  /** This bridge, over its restarts: what an earlier run left at the servers is hung up. */
  readonly owner?: string;
  /** Names of servers that get no new legs; asked again all the time. None by default. */
  readonly drained?: () => Promise<ReadonlySet<string>>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** FreeSWITCH ends a channel without media by itself, for a bridge that has died [ms]. */
const ownTimeoutLaterMs = 5_000;
/** A tap hears nothing from us, as long as it lasts. */
const neverMs = 2_147_483_000;
/** Those that have come back by then hear that the conference goes on [ms]. */
const rebuildWithinMs = 4_000;

/** The MediaServer port on a pool of FreeSWITCH servers. */
export function createFreeSwitchMediaServer(options: FreeSwitchMediaServerOptions): MediaServer {
  return new FreeSwitchPool(options);
}

class FreeSwitchPool implements MediaServer {
  readonly #options: FreeSwitchMediaServerOptions;
  readonly #servers: readonly FreeSwitchServer[];
  readonly #endpoints = new Set<FreeSwitchEndpoint>();
  readonly #conferences = new Map<string, FreeSwitchConference>();
  readonly #counters: Record<string, number> = {};
  readonly #drains: DrainWatch | null;
  #state: 'new' | 'running' | 'closed' = 'new';

  constructor(options: FreeSwitchMediaServerOptions) {
    this.#options = options;
    const { clock, logger } = options;
    this.#servers = options.servers.map(
      (settings) =>
        new FreeSwitchServer(settings, {
          clock,
          logger,
          owner: options.owner ?? null,
          onListenerError: this.#onListenerError,
          onLost: (server) => this.#serverLost(server),
        }),
    );
    const { drained } = options;
    this.#drains =
      drained === undefined
        ? null
        : new DrainWatch({ drained, servers: this.#servers, clock, logger });
  }

  async start(): Promise<void> {
    if (this.#state !== 'new') return;
    this.#state = 'running';
    await this.#drains?.start();
    await Promise.all(this.#servers.map((server) => server.connect()));
  }

  async createEndpoint(options: EndpointOptions): Promise<Endpoint> {
    this.#mustRun();
    const { codecs, random } = this.#options;
    const descriptions = new Descriptions(codecs, options.allowSrtp, random);
    const offer = options.offer === null ? null : descriptions.checked(options.offer);
    const open = (server: FreeSwitchServer, sdp: string): Promise<Channel> =>
      this.#open(server, sdp, options.mediaTimeoutMs + ownTimeoutLaterMs);
    const { server, channel } = await this.#openSomewhere(
      offer ?? placeholderOffer(codecs, random),
      open,
    );
    if (offer === null) descriptions.offerOf(channel.sdp);
    else descriptions.agreed(offer, channel.sdp);
    const endpoint = new FreeSwitchEndpoint(random.uuid(), server, channel, descriptions, {
      ...this.#playerDeps,
      onListenerError: this.#onListenerError,
      onGone: (gone) => this.#endpoints.delete(gone),
      mediaTimeoutMs: options.mediaTimeoutMs,
      refuge: () => this.#anyServer(),
      open,
    });
    this.#endpoints.add(endpoint);
    return endpoint;
  }

  createConference(name: string, options: ConferenceOptions): Promise<MediaConference> {
    return Promise.resolve().then(() => {
      this.#mustRun();
      if (this.#conferences.has(name)) {
        throw new PartylineError('already-exists', `a conference ${name} is going on`);
      }
      const conference = new FreeSwitchConference(name, options, {
        ...this.#playerDeps,
        random: this.#options.random,
        onListenerError: this.#onListenerError,
        place: (own) => placeConference(this.#servers, own),
        openTap: (server, sdp) => this.#open(server, sdp, neverMs),
        onGone: () => this.#conferences.delete(name),
      });
      this.#conferences.set(name, conference);
      return conference;
    });
  }

  status(): MediaStatus {
    const problem = this.#problem();
    return {
      ready: problem === null,
      problem,
      endpoints: this.#endpoints.size,
      conferences: this.#conferences.size,
      portsFree: this.#servers
        .filter(({ usable }) => usable)
        .reduce((sum, server) => sum + server.settings.capacity - server.legs, 0),
      workers: this.#servers.map((server, id) => ({
        id,
        endpoints: server.legs,
        tickLatenessP99Ms: 0,
      })),
      counters: { ...this.#counters },
    };
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#drains?.stop();
    await Promise.all([...this.#endpoints].map((endpoint) => endpoint.close()));
    await Promise.all([...this.#conferences.values()].map((conference) => conference.destroy()));
    for (const server of this.#servers) server.close();
  }

  /** A server that does not answer calls is passed over for the next. */
  async #openSomewhere(
    offer: string,
    open: (server: FreeSwitchServer, offer: string) => Promise<Channel>,
  ): Promise<{ readonly server: FreeSwitchServer; readonly channel: Channel }> {
    let untried = this.#servers;
    for (;;) {
      const server = placeLeg(untried);
      if (server === null) throw new PartylineError('media-lost', this.#problem() ?? 'no server');
      try {
        return { server, channel: await open(server, offer) };
      } catch (error) {
        if (!(error instanceof PartylineError) || error.code !== 'media-lost') throw error;
        this.#count('calls-refused');
        untried = untried.filter((other) => other !== server);
      }
    }
  }

  async #open(server: FreeSwitchServer, offer: string, mediaTimeoutMs: number): Promise<Channel> {
    server.opening++;
    try {
      return await Channel.open(server, offer, mediaTimeoutMs, this.#options);
    } finally {
      server.opening--;
    }
  }

  /** Its conferences go on at another server, where there is one that takes legs. */
  #serverLost(server: FreeSwitchServer): void {
    this.#count('servers-lost');
    const others = this.#servers.filter((other) => other !== server);
    const rescue = this.#options.takeOver && placeLeg(others) !== null;
    const endpoints = [...this.#endpoints].filter((endpoint) => endpoint.server === server);
    const conferences = [...this.#conferences.values()].filter((one) => one.server === server);
    // Conferences first: their members' talking ends before the members do.
    for (const conference of conferences) conference.serverLost(rescue);
    const rescues = endpoints.map((endpoint) => ({
      conference: endpoint.conference,
      done: endpoint.serverLost(rescue),
    }));
    if (!rescue) return;
    for (const conference of conferences) {
      const its = rescues.filter((one) => one.conference === conference);
      const back = Promise.all(its.map(({ done }) => done));
      void this.#withinMs(rebuildWithinMs, back).then(() => conference.rebuilt());
    }
  }

  #withinMs(limitMs: number, done: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const limit = this.#options.clock.after(limitMs, 'freeswitch rebuild', resolve);
      void done.then(() => {
        limit.cancel();
        resolve();
      });
    });
  }

  #anyServer(): FreeSwitchServer {
    const server = placeLeg(this.#servers);
    if (server !== null) return server;
    throw new PartylineError('media-lost', this.#problem() ?? 'no server');
  }

  get #playerDeps(): PlayerDependencies {
    return { clock: this.#options.clock, onOverdue: () => this.#count('playbacks-overdue') };
  }

  #problem(): string | null {
    if (this.#state !== 'running') return 'the media server is not running';
    if (placeLeg(this.#servers) !== null) return null;
    return this.#servers.map((server) => `${server.name}: ${server.problem ?? ''}`).join('; ');
  }

  #count(counter: string): void {
    this.#counters[counter] = (this.#counters[counter] ?? 0) + 1;
  }

  #mustRun(): void {
    if (this.#state === 'running') return;
    throw new PartylineError('media-lost', 'the media server is not running');
  }

  readonly #onListenerError = (error: unknown, event: string): void => {
    this.#options.logger.error({ error, event }, 'a listener of a media event failed');
  };
}
