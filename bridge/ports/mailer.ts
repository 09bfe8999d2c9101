/**
 * Sends mail. What is given to `send` is on its way, or lies in a folder, when it resolves.
 * @throws PartylineError `mail-failed`, `mail-deferred`, `mail-refused`
 */
export interface Mailer {
  send(mail: Mail): Promise<void>;
  close(): void;
}

export interface Mail {
  readonly to: MailAddress;
  readonly replyTo?: MailAddress;
  readonly subject: string;
  readonly text: string;
  /** An alternative to the text. */
  readonly html?: string;
  /** An invitation (RFC 5546), for the reader's calendar. */
  readonly calendar?: {
    readonly method: 'REQUEST' | 'CANCEL';
    readonly content: string;
    readonly fileName: string;
  };
}

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}
