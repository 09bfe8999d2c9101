import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Test } from 'tap';
import { AccessChanges } from '../../bridge/application/directory/access-changes.js';
import { unguarded } from '../../bridge/application/defence/secret-guard.js';
import { Directory } from '../../bridge/application/directory/directory.js';
import { Administration } from '../../bridge/application/directory/administration.js';
import { Admins } from '../../bridge/application/directory/admins.js';
import { People } from '../../bridge/application/directory/people.js';
import { ScheduleService } from '../../bridge/application/schedule/schedule-service.js';
import { SecretHasher } from '../../bridge/application/directory/secret-hasher.js';
import { Tokens } from '../../bridge/application/directory/tokens.js';
import { silentLogger } from '../../bridge/kernel/logger.js';
import type { PersonRecord } from '../../bridge/ports/identity-store.js';
import type { Mail } from '../../bridge/ports/mailer.js';
import { openStore } from '../../bridge/store/open-store.js';
import { createHttpApp } from '../../portal/app.js';
import { listenHttp } from '../../portal/listen.js';
import { RecordingCatalogue } from '../../recordings/catalogue.js';
import { LocalSink } from '../../recordings/local-sink.js';
import { CommandLine } from './command-line.js';
import { FakeClock } from './fake-clock.js';
import { fakePortal } from './fake-portal.js';
import { SeededRandom } from './seeded-random.js';

/** The portal over a database of its own, as somebody sees it who is signed in; calls play no part. */
export async function adminPortal(t: Test) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'partyline-admin-'));
  const clock = new FakeClock();
  const store = openStore({ dataDir, clock, logger: silentLogger, bridge: false });
  await store.migrate();
  const random = new SeededRandom(1);
  const access = new AccessChanges();
  const administration = new Administration({
    store: store.administration,
    directory: store.directory,
    audited: store.audited,
    hasher: new SecretHasher(),
    access,
    clock,
    random,
  });
  const operator = new CommandLine(administration);
  const directory = new Directory({ store: store.directory, guard: unguarded });
  await operator.addOrganizer({ name: 'First', email: 'first@example.com', room: '700100' });
  const accountId = await administration.accountId();
  const hasher = new SecretHasher();
  const { identity, audited } = store;
  const people = new People({
    identity,
    directory: store.directory,
    audited: store.audited,
    access,
    clock,
    random,
    hasher,
  });
  const admins = new Admins({
    identity,
    store: store.administration,
    audited,
    access,
    clock,
    random,
  });
  const tokens = new Tokens({ tokens: store.tokens, identity, audited, clock, random });
  const mails: Mail[] = [];
  const mailer = {
    send: (mail: Mail) => Promise.resolve(void mails.push(mail)),
    close: () => undefined,
  };
  const sink = new LocalSink(path.join(dataDir, 'recordings'));
  const catalogue = new RecordingCatalogue({
    recordings: store.recordings,
    sink,
    audited,
    directory: store.directory,
    clock,
    logger: silentLogger,
  });
  const visitor: { person: PersonRecord } = {
    person: {
      id: 'person-1',
      accountId,
      groupId: null,
      name: 'Grace',
      email: 'grace@example.com',
      language: 'en',
      disabled: false,
      passwordHash: null,
      admin: 'account',
      adminGroupIds: [],
    },
  };
  const app = createHttpApp(
    fakePortal({
      store,
      administration,
      admins,
      people,
      access,
      tokens,
      mailer,
      clock,
      schedule: new ScheduleService({
        store: store.schedule,
        mailer,
        clock,
        random,
        logger: silentLogger,
      }),
      recordings: { catalogue, sink },
      identify: () =>
        Promise.resolve({
          principal: { kind: 'session', person: visitor.person, sessionId: 'session-1' },
          secret: 'secret',
        }),
    }),
  );
  const listener = await listenHttp(app, ['127.0.0.1'], 0);
  t.teardown(async () => {
    await listener.close();
    await store.close();
    rmSync(dataDir, { recursive: true });
  });
  const at = (where: string): URL => new URL(where, listener.urls[0]);
  const get = async (where: string) => {
    const response = await fetch(at(where));
    return { status: response.status, text: await response.text() };
  };
  const post = async (where: string, fields: Readonly<Record<string, string>>) => {
    const { text } = await get('/admin/audit');
    const [, token = ''] = /name="csrf-token" content="([^"]*)"/.exec(text) ?? [];
    const response = await fetch(at(where), {
      method: 'POST',
      body: new URLSearchParams({ ...fields, _csrf: token }),
      redirect: 'manual',
    });
    return {
      status: response.status,
      text: await response.text(),
      location: response.headers.get('location'),
    };
  };
  const limitTo = (...groups: readonly string[]): void => {
    visitor.person = { ...visitor.person, admin: 'groups', adminGroupIds: groups };
  };
  const by = { accountId, actor: { kind: 'system' } } as const;
  return {
    store,
    administration,
    admins,
    tokens,
    directory,
    operator,
    mails,
    clock,
    at,
    get,
    post,
    limitTo,
    visitor,
    by,
  };
}
