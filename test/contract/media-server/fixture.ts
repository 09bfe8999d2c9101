import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Test } from 'tap';
import type {
  Clip,
  Endpoint,
  EndpointOptions,
  JoinOptions,
  MediaConference,
  MediaServer,
} from '../../../bridge/ports/media-server.js';
import { sine } from '../../support/audio.js';
import { RtpPhone, type PhoneOptions } from '../../support/rtp-phone.js';
import { wavFile } from '../../support/wav-file.js';

/** A media server under test, with what the port has no word for. */
export interface MediaServerUnderTest {
  readonly server: MediaServer;
  /** Lets whatever carries this endpoint die. */
  crash(endpoint: Endpoint): Promise<void>;
}

export type MakeServer = (t: Test) => Promise<MediaServerUnderTest>;

/** Phones say their tones at −12 dB of full scale. */
export const audibleDb = -24;
export const silentDb = -50;

export interface Call {
  readonly phone: RtpPhone;
  readonly endpoint: Endpoint;
}

/** A started server, phones that call it, and their end with the test. */
export class Bench {
  readonly server: MediaServer;
  readonly under: MediaServerUnderTest;
  readonly #folder: string;
  readonly #phones: RtpPhone[] = [];
  #files = 0;

  private constructor(under: MediaServerUnderTest, folder: string) {
    this.under = under;
    this.server = under.server;
    this.#folder = folder;
  }

  static async open(t: Test, makeServer: MakeServer): Promise<Bench> {
    const bench = new Bench(
      await makeServer(t),
      await mkdtemp(path.join(tmpdir(), 'partyline-media-')),
    );
    t.teardown(() => bench.#close());
    await bench.server.start();
    return bench;
  }

  async phone(options: PhoneOptions = {}): Promise<RtpPhone> {
    const phone = await RtpPhone.open(options);
    this.#phones.push(phone);
    return phone;
  }

  async call(
    phoneOptions: PhoneOptions = {},
    options: Partial<EndpointOptions> = {},
  ): Promise<Call> {
    const phone = await this.phone(phoneOptions);
    const endpoint = await this.server.createEndpoint({
      allowSrtp: false,
      mediaTimeoutMs: 60_000,
      ...options,
      offer: phone.sdp(),
    });
    phone.connect(endpoint.localSdp);
    // Its far end follows where the media goes.
    endpoint.events.on('moved', (offer) => {
      phone.connect(offer);
      void endpoint.acceptAnswer(phone.sdp());
    });
    return { phone, endpoint };
  }

  /** A call that is in the conference, under the name of its tone. */
  async member(
    conference: MediaConference,
    phoneOptions: PhoneOptions = {},
    joinOptions: Partial<JoinOptions> = {},
  ): Promise<Call> {
    const call = await this.call(phoneOptions);
    const memberId = String(phoneOptions.toneHz ?? call.endpoint.id);
    await call.endpoint.join(conference, { memberId, muted: false, deaf: false, ...joinOptions });
    return call;
  }

  conference(name = 'room', automaticGain = false): Promise<MediaConference> {
    return this.server.createConference(name, { automaticGain });
  }

  async clip(hz: number, ms: number, sampleRate = 16000): Promise<Clip> {
    const file = path.join(this.#folder, `${++this.#files}.wav`);
    await writeFile(file, wavFile({ pcm: sine(hz, -15, sampleRate, ms), sampleRate }));
    return { kind: 'file', path: file };
  }

  get folder(): string {
    return this.#folder;
  }

  async #close(): Promise<void> {
    await this.server.close();
    await Promise.all(this.#phones.map((phone) => phone.close()));
    await rm(this.#folder, { recursive: true });
  }
}

/** Resolves with the arguments of the next such event. */
export function next<Args extends readonly unknown[]>(
  on: (listener: (...args: Args) => void) => () => void,
): Promise<Args> {
  return new Promise((resolve) => {
    const off = on((...args) => {
      off();
      resolve(args);
    });
  });
}
