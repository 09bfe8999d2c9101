import { defaultDialogueSettings } from '../../../ivr/entry-dialogue/types.js';
import { Announcer } from '../../../bridge/application/prompts/announcer.js';
import type {
  CallDirectory,
  SecretVerdict,
} from '../../../bridge/application/directory/call-directory.js';
import { Alerts } from '../../../bridge/application/defence/alerts.js';
import type { TrySource } from '../../../bridge/application/defence/secret-throttle.js';
import type { PumpingSettings } from '../../../bridge/application/defence/pumping-watch.js';
import { PumpingGuard } from '../../../bridge/application/defence/pumping-guard.js';
import { CallRouter } from '../../../bridge/application/calls/call-router.js';
import { ConferenceService } from '../../../bridge/application/conferences/conference-service.js';
import { DialOut, type DialOutSettings } from '../../../bridge/application/dial-out/dial-out.js';
import { OpenCalls } from '../../../bridge/application/calls/open-calls.js';
import { RecordedNames } from '../../../bridge/application/conferences/recorded-names.js';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import type { CallTarget } from '../../../bridge/ports/signalling.js';
import type { AccessNumberRecord } from '../../../bridge/ports/access-numbers.js';
import type { RoomRecord } from '../../../bridge/ports/directory.js';
import { createSystemRandom } from '../../../bridge/system/random.js';
import { loadConfig } from '../../../config/load.js';
import { FakeClock } from '../../support/fake-clock.js';
import { FakeHistory } from '../../support/fake-history.js';
import { FakeLeg } from '../../support/fake-leg.js';
import { FakeOutboundLeg } from '../../support/fake-outbound-leg.js';
import { FakeRecorder } from '../../support/fake-recorder.js';
import { FakeMediaServer } from '../../support/fake-media-server.js';
import { FakeNameFiles } from '../../support/fake-name-files.js';

const plainRoom: RoomRecord = {
  id: 'room-1',
  number: '700100',
  organizerId: 'organizer-1',
  accountId: 'account-1',
  pinHash: '',
  securityCodeHash: null,
  language: 'en',
  enabled: true,
  options: {},
  optionPolicy: {},
  dialOutPolicy: { prefixes: [{ prefix: '+32', priceClass: 'national' }], concurrent: 2 },
};

/** A toll-free number with a greeting of its own, which the operator has recorded. */
export const acmeNumber: AccessNumberRecord = {
  number: '+3280012345',
  country: 'BE',
  kind: 'toll-free',
  language: 'en',
  greeting: 'acme',
};

export const frenchNumber: AccessNumberRecord = {
  number: '+3225550100',
  country: 'BE',
  kind: 'toll',
  language: 'fr',
  greeting: null,
};

const goingOut: DialOutSettings = {
  gateway: 'sip:carrier.example',
  trunk: 'carrier',
  callerNumber: null,
  isPublic: true,
  ringMs: 45_000,
  invitations: 3,
  mediaTimeoutMs: 60_000,
  numbering: { countryCode: '32', nationalPrefix: '0', internationalPrefix: '00' },
};

/** The application with the world around it faked: calls come in, and the test is the far end. */
export class Bridge implements CallDirectory {
  readonly clock = new FakeClock();
  readonly media = new FakeMediaServer();
  readonly history = new FakeHistory();
  readonly recorder = new FakeRecorder();
  readonly triedFrom: TrySource[] = [];
  readonly pumping: PumpingGuard;
  readonly conferences: ConferenceService;
  readonly router: CallRouter;
  readonly calls = new OpenCalls();
  /** The calls that conferences have made. */
  readonly called: FakeOutboundLeg[] = [];
  room: RoomRecord;
  readonly #told = new Map<number, number>();

  constructor(options: RoomRecord['options'] = {}, pumping: Partial<PumpingSettings> = {}) {
    this.room = { ...plainRoom, options };
    const random = createSystemRandom();
    const announcer = new Announcer(
      { en: (name) => `en/${name}`, fr: (name) => `fr/${name}` },
      (name) => `greetings/${name}`,
    );
    const ports = {
      clock: this.clock,
      logger: silentLogger,
      mediaServer: this.media,
      history: this.history,
      recorder: this.recorder,
      announcer,
      random,
      names: new RecordedNames({
        files: new FakeNameFiles(),
        clock: this.clock,
        random,
        logger: silentLogger,
      }),
    };
    const signalling = { call: (target: CallTarget) => this.#called(target) };
    const dialOut = new DialOut({ ...ports, signalling, directory: this }, goingOut, this.calls);
    this.conferences = new ConferenceService({ ...ports, dialOut });
    const { clock, history } = this;
    this.pumping = new PumpingGuard({
      settings: { ...loadConfig({}).defence.pumping, ...pumping },
      tallies: { put: () => undefined },
      alerts: new Alerts({ history, random, logger: silentLogger }),
      logger: silentLogger,
      now: () => clock.now(),
    });
    this.conferences.events.on('event', (_room, event) => this.pumping.conferenceEvent(event));
    this.router = new CallRouter(
      {
        ...ports,
        directory: this,
        conferences: this.conferences,
        pumping: this.pumping,
      },
      { dialogue: defaultDialogueSettings, mediaTimeoutMs: 60_000, language: 'en' },
      random,
      this.calls,
    );
  }

  findRoom(number: string): Promise<RoomRecord | null> {
    return Promise.resolve(number === this.room.number ? this.room : null);
  }

  findAccessNumber(dialled: readonly string[]): Promise<AccessNumberRecord | null> {
    const numbers = [frenchNumber, acmeNumber];
    return Promise.resolve(numbers.find(({ number }) => dialled.includes(number)) ?? null);
  }

  verifyPin(_room: RoomRecord, pin: string, source: TrySource): Promise<SecretVerdict> {
    this.triedFrom.push(source);
    return Promise.resolve({ kind: pin === '2468' ? 'ok' : 'wrong' });
  }

  checkSecurityCode(
    _room: RoomRecord,
    codeHash: string,
    code: string,
    _source: TrySource,
  ): Promise<SecretVerdict> {
    return Promise.resolve({ kind: codeHash === `hash of ${code}` ? 'ok' : 'wrong' });
  }

  setSecurityCode(_room: RoomRecord, code: string): Promise<string> {
    this.room = { ...this.room, securityCodeHash: `hash of ${code}` };
    return Promise.resolve(`hash of ${code}`);
  }

  /** A call arrives and keys something ahead of the prompts. */
  async dial(dialled: string, keys = '', caller?: string): Promise<FakeLeg> {
    const leg = new FakeLeg(dialled, caller);
    this.router.take(leg);
    await this.clock.settle();
    leg.press(keys);
    await this.clock.settle();
    return leg;
  }

  /** Lets the caller hear out whatever is playing, and what follows it. */
  async hearOut(index: number): Promise<void> {
    for (let rounds = 0; rounds < 5; rounds++) {
      for (const playback of this.endpoint(index).playbacks) playback.finish();
      for (const { playbacks } of this.media.conferences) for (const one of playbacks) one.finish();
      await this.clock.settle();
    }
  }

  /** What this caller, and all in the mix, were told since the last time it was asked. */
  news(index: number): readonly string[] {
    const { heard } = this.endpoint(index);
    const said = heard.slice(this.#told.get(index) ?? 0);
    this.#told.set(index, heard.length);
    return said;
  }

  #called(target: CallTarget): FakeOutboundLeg {
    const leg = new FakeOutboundLeg(target);
    this.called.push(leg);
    return leg;
  }

  endpoint(index: number) {
    return this.media.endpoints[index]!;
  }
}
