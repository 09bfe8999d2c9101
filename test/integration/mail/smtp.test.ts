import t, { type Test } from 'tap';
import { SmtpMailer, type SmtpOptions } from '../../../bridge/mail/smtp-mailer.js';
import type { Mail } from '../../../bridge/ports/mailer.js';
import { SmtpServer } from '../../support/smtp-server.js';
import { testCertificate } from '../../support/tls-certificate.js';

const mail: Mail = {
  to: { name: 'Ève, à côté', address: 'eve@example.com' },
  subject: 'Réunion\r\nBcc: all@example.com',
  text: 'Bonjour\n.\nune ligne\n..deux points\n',
  calendar: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR', fileName: 'x.ics' },
};

function mailerTo(t: Test, { port }: SmtpServer, options: Partial<SmtpOptions> = {}): SmtpMailer {
  const mailer = new SmtpMailer({
    host: '127.0.0.1',
    port,
    security: 'none',
    user: null,
    password: null,
    ca: null,
    from: 'Partyline <partyline@example.com>',
    ...options,
  });
  t.teardown(() => mailer.close());
  return mailer;
}

t.test('a mail arrives as it was written, for its reader alone', async (t) => {
  const server = await SmtpServer.start(t);
  await mailerTo(t, server).send(mail);
  const [received] = server.received;
  t.match(received, { from: 'partyline@example.com', to: ['eve@example.com'], encrypted: false });
  t.notMatch(received!.text, /^Bcc:/m);
  t.match(received!.text, /^Auto-Submitted: auto-generated\r$/m);
  t.match(received!.text, /^Content-Type: text\/calendar;.*method=REQUEST/m);
  t.match(received!.text, /\r\n\.\r\nune ligne\r\n\.\.deux points\r\n/);
});

t.test('with STARTTLS and a password, neither goes over the line in the clear', async (t) => {
  const auth = { user: 'partyline', password: 'a long secret' };
  const server = await SmtpServer.start(t, { starttls: true, auth });
  const options = { security: 'starttls', ...auth, ca: testCertificate.cert } as const;
  await mailerTo(t, server, options).send(mail);
  t.match(server.received, [{ encrypted: true, authenticated: true }]);
  const clear = server.commands.slice(0, server.commands.indexOf('STARTTLS'));
  t.match(clear, [/^EHLO/]);
  t.equal(clear.length, 1);
  const wrong = mailerTo(t, server, { ...options, password: 'wrong' });
  await t.rejects(wrong.send(mail), { code: 'mail-failed' });
});

t.test('nothing is sent where the line should be secret and is not', async (t) => {
  const plain = await SmtpServer.start(t);
  const secret = { security: 'starttls', ca: testCertificate.cert } as const;
  await t.rejects(mailerTo(t, plain, secret).send(mail), { code: 'mail-failed' });
  const stranger = await SmtpServer.start(t, { starttls: true });
  const trusting = { security: 'starttls', ca: null } as const;
  await t.rejects(mailerTo(t, stranger, trusting).send(mail), { code: 'mail-failed' });
  t.same([...plain.received, ...stranger.received], []);
});

t.test('what the server says decides whether to try again', async (t) => {
  const cases = [
    ['550 no such mailbox', 'RCPT', 'mail-refused', false],
    ['450 greylisted', 'RCPT', 'mail-deferred', true],
    ['552 too large', '.', 'mail-refused', false],
    ['452 disk full', '.', 'mail-deferred', true],
    ['421 closing', 'MAIL', 'mail-failed', true],
  ] as const;
  for (const [answer, at, code, retryable] of cases) {
    const server = await SmtpServer.start(t, {
      answer: (command) => (command.startsWith(at) ? answer : null),
    });
    await t.rejects(mailerTo(t, server).send(mail), { code, verdict: { retryable } }, answer);
    t.same(server.received, []);
  }
  const gone = await SmtpServer.start(t);
  const mailer = mailerTo(t, gone);
  await gone.stop();
  await t.rejects(mailer.send(mail), { code: 'mail-failed' });
});
