import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LiveControl } from '../../bridge/application/live/live-control.js';
import { LiveRooms } from '../../bridge/application/live/live-rooms.js';
import type { PersonRecord } from '../../bridge/ports/identity-store.js';
import type { Store } from '../../bridge/ports/store.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { createHttpApp } from '../../portal/app.js';
import { listenHttp, type HttpListener } from '../../portal/listen.js';
import { loadAssets } from '../../portal/views/assets.js';
import { fakePortal } from './fake-portal.js';
import { SyntheticConference } from './synthetic-conference.js';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** The real page of a synthetic conference, for whoever asks. */
export class SyntheticPanel {
  readonly conference: SyntheticConference;
  readonly #listener: HttpListener;

  private constructor(conference: SyntheticConference, listener: HttpListener) {
    this.conference = conference;
    this.#listener = listener;
  }

  static async open(members: number): Promise<SyntheticPanel> {
    const clock = createSystemClock();
    const random = createSystemRandom();
    const conference = new SyntheticConference(() => clock.now());
    conference.fill(members);
    const { room } = conference;
    const person = {
      id: room.organizerId,
      accountId: room.accountId,
      groupId: null,
      name: 'Olga',
      language: null,
      disabled: false,
      admin: 'none',
    } as unknown as PersonRecord;
    const directory = {
      findRoomByNumber: (number: string) => Promise.resolve(number === room.number ? room : null),
      organizerOfRoom: () => Promise.resolve(person),
    };
    const principal = { kind: 'session', person, sessionId: 's' } as const;
    const app = createHttpApp(
      fakePortal({
        clock,
        random,
        assets: loadAssets(path.join(project, 'dist', 'portal', 'client')),
        identify: () => Promise.resolve({ principal, secret: 's' }),
        live: {
          rooms: new LiveRooms({ clock, random, conferences: conference }),
          control: new LiveControl(conference),
        },
        store: { directory } as unknown as Store,
      }),
    );
    return new SyntheticPanel(conference, await listenHttp(app, ['127.0.0.1'], 0));
  }

  get url(): string {
    return new URL(`/live/${this.conference.room.number}`, this.#listener.urls[0]).href;
  }

  close(): Promise<void> {
    return this.#listener.close();
  }
}
