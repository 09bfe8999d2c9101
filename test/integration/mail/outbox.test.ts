import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { OutboxMailer } from '../../../bridge/mail/outbox-mailer.js';
import { SmtpMailer } from '../../../bridge/mail/smtp-mailer.js';
import type { Mail } from '../../../bridge/ports/mailer.js';
import { createSystemRandom } from '../../../bridge/system/random.js';
import { FakeClock } from '../../support/fake-clock.js';
import { SmtpServer } from '../../support/smtp-server.js';

const minuteMs = 60_000;

function setup(t: Test, port: number) {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'partyline-outbox-')), 'outbox');
  t.teardown(() => rmSync(path.dirname(folder), { recursive: true }));
  const clock = new FakeClock();
  const errors: object[] = [];
  const logger = { ...silentLogger, error: (fields: object) => void errors.push(fields) };
  const run = () => {
    const smtp = new SmtpMailer({
      host: '127.0.0.1',
      port,
      security: 'none',
      user: null,
      password: null,
      ca: null,
      from: 'partyline@example.com',
    });
    const random = createSystemRandom();
    const mailer = new OutboxMailer({ folder, mailer: smtp, clock, random, logger });
    t.teardown(() => mailer.close());
    return mailer;
  };
  const files = () => (existsSync(folder) ? readdirSync(folder) : []);
  /** Time passes until the outbox is as it should be. */
  const passes = async (minutes: number, until: () => boolean): Promise<void> => {
    clock.advance(minutes * minuteMs);
    while (!until()) await new Promise((resolve) => setImmediate(resolve));
  };
  return { folder, clock, errors, run, files, passes };
}

const mailTo = (address: string): Mail => ({
  to: { name: '', address },
  subject: 'Welcome',
  text: 'Come in: https://example.com/password/set/secret',
});

t.test('what a server cannot take now it gets later, once, in order', async (t) => {
  const server = await SmtpServer.start(t, { answer: () => '421 not now' });
  const { run, files, passes, clock } = setup(t, server.port);
  const mailer = run();
  for (const name of ['a', 'b', 'c']) {
    await mailer.send(mailTo(`${name}@example.com`));
    clock.advance(1);
  }
  t.equal(files().length, 3);
  t.equal(server.commands.length + server.received.length, 0, 'after the first, none is tried');
  t.match(mailer.warning(), /^3 mails wait to be sent: .*421/);
  server.behaviour = {};
  await passes(1, () => mailer.warning() === null);
  t.same(
    server.received.map(({ to }) => to[0]),
    ['a@example.com', 'b@example.com', 'c@example.com'],
  );
  t.same(files(), []);
  await mailer.send(mailTo('d@example.com'));
  t.equal(server.received.length, 4, 'and the next goes straight away');
});

t.test('nothing is lost by a restart, nor by a file that cannot be read', async (t) => {
  const server = await SmtpServer.start(t);
  const { port } = server;
  const { run, folder, files, errors } = setup(t, port);
  await server.stop();
  const first = run();
  await first.send(mailTo('a@example.com'));
  first.close();
  writeFileSync(path.join(folder, '2000-broken.json'), '{"since":');
  const again = await SmtpServer.start(t, {}, port);
  await run().start();
  t.match(again.received, [{ to: ['a@example.com'] }]);
  t.same(files(), ['2000-broken.json.undelivered']);
  t.equal(errors.length, 1);
});

t.test('one mailbox that is full holds up nobody else’s mail', async (t) => {
  const server = await SmtpServer.start(t, {
    answer: (command) => (command.startsWith('RCPT TO:<full') ? '452 full' : null),
  });
  const { run, files, passes, clock, errors } = setup(t, server.port);
  const mailer = run();
  await mailer.send(mailTo('full@example.com'));
  await mailer.send(mailTo('eve@example.com'));
  t.match(server.received, [{ to: ['eve@example.com'] }]);
  t.match(mailer.warning(), /^1 mails wait/);
  const tries = () => server.commands.filter((one) => one.startsWith('RCPT TO:<full')).length;
  await passes(1, () => tries() === 2 && clock.survivors().length === 1);
  await passes(2 * 24 * 60, () => mailer.warning() === null);
  t.match(files(), [/undelivered$/], 'kept, but tried no more');
  t.match(errors, [{ error: /452/ }]);
});

t.test('what a server refuses for good is told at once', async (t) => {
  const server = await SmtpServer.start(t, {
    answer: (command) => (command.startsWith('RCPT') ? '550 nobody here' : null),
  });
  const { run, files } = setup(t, server.port);
  await t.rejects(run().send(mailTo('no@example.com')), { code: 'mail-refused' });
  t.same(files(), []);
});
