import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Test } from 'tap';
import { AccessChanges } from '../../bridge/application/directory/access-changes.js';
import {
  Administration,
  type AddedWithPassword,
} from '../../bridge/application/directory/administration.js';
import type { ConferenceService } from '../../bridge/application/conferences/conference-service.js';
import { People } from '../../bridge/application/directory/people.js';
import { SecretHasher } from '../../bridge/application/directory/secret-hasher.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import type { Mail } from '../../bridge/ports/mailer.js';
import { openStore } from '../../bridge/store/open-store.js';
import { createSystemRandom } from '../../bridge/system/random.js';
import { createHttpApp } from '../../portal/app.js';
import { Sessions } from '../../portal/auth/sessions.js';
import { listenHttp } from '../../portal/listen.js';
import type { Portal } from '../../portal/portal.js';
import { CommandLine } from './command-line.js';
import { FakeClock } from './fake-clock.js';
import { fakePortal } from './fake-portal.js';

/** The portal over a real database, without calls. */
export async function portalApp(t: Test, parts: Partial<Portal> = {}) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'partyline-portal-'));
  const clock = new FakeClock(Date.now());
  const store = openStore({ dataDir, clock, logger: silentLogger, bridge: false });
  await store.migrate();
  const [random, hasher] = [createSystemRandom(), new SecretHasher()];
  const { identity, directory } = store;
  const { audited } = store;
  const access = new AccessChanges();
  const people = new People({ identity, directory, audited, access, clock, random, hasher });
  const sessions = new Sessions({ identity, access, clock, random });
  const mails: Mail[] = [];
  const administration = new Administration({
    store: store.administration,
    directory,
    audited,
    hasher,
    access,
    clock,
    random,
  });
  const organizers = new CommandLine(administration);
  const app = createHttpApp(
    fakePortal({
      clock,
      random,
      store,
      people,
      sessions,
      access,
      identify: (request) => sessions.resume(request),
      administration,
      conferences: { stateOf: () => null } as unknown as ConferenceService,
      dialIn: () => Promise.resolve({ addresses: [], numbers: [] }),
      mailer: {
        send: (mail) => Promise.resolve(void mails.push(mail)),
        close: () => undefined,
      },
      ...parts,
    }),
  );
  const listener = await listenHttp(app, ['127.0.0.1'], 0);
  t.teardown(async () => {
    await listener.close();
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  let added = 0;
  return {
    clock,
    store,
    administration,
    mails,
    url: listener.urls[0]!,
    addOrganizer: (): Promise<AddedWithPassword> => {
      added += 1;
      return organizers.addOrganizer({ name: `Ada ${added}`, email: `ada${added}@example.com` });
    },
    visitor: () => new HttpVisitor(listener.urls[0]!),
  };
}

export interface Shown {
  readonly status: number;
  readonly location: string | null;
  readonly headers: Headers;
  readonly text: string;
}

/** A browser without a screen: it keeps cookies, follows no redirect, and carries the form's token. */
export class HttpVisitor {
  readonly cookies = new Map<string, string>();
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async get(page: string, headers: Readonly<Record<string, string>> = {}): Promise<Shown> {
    return this.#fetch(page, { headers: { accept: 'text/html', ...headers } });
  }

  /** `body`: fields, or the text of a body that no form would send. */
  async post(
    page: string,
    body: Readonly<Record<string, string>> | string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Shown> {
    const text = typeof body === 'string' ? body : new URLSearchParams(body).toString();
    return this.#fetch(page, {
      method: 'POST',
      body: text,
      headers: {
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
    });
  }

  /** The token of the forms on a page. */
  async token(page: string): Promise<string> {
    const { text } = await this.get(page);
    const [, token] = /name="_csrf" value="([^"]+)"/.exec(text) ?? [];
    if (token === undefined) throw new Error(`no form on ${page}`);
    return token;
  }

  async signIn({ email, password }: Pick<AddedWithPassword, 'email' | 'password'>): Promise<Shown> {
    const _csrf = await this.token('/sign-in');
    return this.post('/sign-in', { _csrf, email, password });
  }

  async #fetch(page: string, init: RequestInit): Promise<Shown> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), cookie };
    const response = await fetch(new URL(page, this.#url), {
      ...init,
      headers,
      redirect: 'manual',
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return {
      status: response.status,
      location: response.headers.get('location'),
      headers: response.headers,
      text: await response.text(),
    };
  }
}
