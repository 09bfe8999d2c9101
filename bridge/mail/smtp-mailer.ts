import { rootCertificates } from 'node:tls';
import { type Transporter, createTransport } from 'nodemailer';
import { PartylineError, describeError } from '../kernel/errors.js';
import type { Mail, Mailer } from '../ports/mailer.js';
import { messageOf } from './message.js';

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** `starttls`: refused where the server cannot. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  /** Whom it trusts besides the usual authorities, as PEM; null for nobody. */
  readonly ca: string | null;
  readonly from: string;
}

const connectionTimeoutMs = 10_000;
const socketTimeoutMs = 30_000;

/** Sends through a mail server, over a few connections that are kept. */
export class SmtpMailer implements Mailer {
  readonly #transport: Transporter;
  readonly #from: string;

  constructor({ host, port, security, user, password, ca, from }: SmtpOptions) {
    this.#from = from;
    this.#transport = createTransport({
      pool: true,
      maxConnections: 2,
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
      ...(ca === null ? {} : { tls: { ca: [...rootCertificates, ca] } }),
      connectionTimeout: connectionTimeoutMs,
      greetingTimeout: connectionTimeoutMs,
      socketTimeout: socketTimeoutMs,
    });
  }

  async send(mail: Mail): Promise<void> {
    try {
      await this.#transport.sendMail(messageOf(mail, this.#from));
    } catch (error) {
      throw new PartylineError(codeOf(error), `mail was not sent: ${describeError(error)}`, {
        mend: 'see mail.smtp in the configuration',
        cause: error,
      });
    }
  }

  close(): void {
    this.#transport.close();
  }
}

/** Whether it is this mail that the server will not have (RFC 5321 §4.2.1), or the server itself. */
function codeOf(error: unknown): 'mail-failed' | 'mail-deferred' | 'mail-refused' {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (!isAboutMail || typeof responseCode !== 'number') return 'mail-failed';
  // RFC 5321 §3.8: 421 closes the connection, whatever it answers.
  if (responseCode === 421) return 'mail-failed';
  return responseCode >= 500 ? 'mail-refused' : 'mail-deferred';
}
