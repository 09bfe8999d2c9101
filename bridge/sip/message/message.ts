import { PartylineError } from '../../kernel/errors.js';
import { parseCSeq } from './cseq.js';
import type { HeaderFields } from './headers.js';
import { parseNameAddr } from './name-addr.js';
import type { CSeq, NameAddr, SipRequest, SipResponse, SipUri, Via } from './types.js';
import { parseVia } from './via.js';

/** The parsed form of a header, kept as long as the header's text stays what it was. */
class Parsed<T> {
  #text: string | null = null;
  #value: T | null = null;

  constructor(
    private readonly name: string,
    private readonly parse: (text: string) => T | null,
  ) {}

  of(headers: HeaderFields): T {
    const value = this.orNull(headers);
    if (value === null) {
      throw new PartylineError('bad-message', `missing or malformed ${this.name}`);
    }
    return value;
  }

  orNull(headers: HeaderFields): T | null {
    const text = headers.get(this.name);
    if (text !== this.#text) {
      this.#text = text;
      this.#value = text === null ? null : this.parse(text);
    }
    return this.#value;
  }
}

/**
 * What requests and responses share. The parsed views follow the headers: a Via that is changed
 * (received, rport, sent-by) reads back changed. They are getters, so a spread copy lacks them.
 */
abstract class Message {
  readonly headers: HeaderFields;
  body: Buffer;
  readonly #from = new Parsed('From', parseNameAddr);
  readonly #to = new Parsed('To', parseNameAddr);
  readonly #cseq = new Parsed('CSeq', parseCSeq);
  readonly #via = new Parsed('Via', parseVia);

  constructor(headers: HeaderFields, body: Buffer) {
    this.headers = headers;
    this.body = body;
  }

  get callId(): string {
    return this.headers.get('Call-ID') ?? '';
  }
  get from(): NameAddr {
    return this.#from.of(this.headers);
  }
  get to(): NameAddr {
    return this.#to.of(this.headers);
  }
  get cseq(): CSeq {
    return this.#cseq.of(this.headers);
  }
  get via(): Via {
    return this.#via.of(this.headers);
  }

  /** The first header of §8.1.1 that is missing or malformed; null when all are well. */
  firstFault(): string | null {
    const { headers } = this;
    if (this.#via.orNull(headers) === null) return 'Via';
    if (this.#from.orNull(headers) === null) return 'From';
    if (this.#to.orNull(headers) === null) return 'To';
    if (this.callId === '') return 'Call-ID';
    if (this.#cseq.orNull(headers) === null) return 'CSeq';
    return null;
  }
}

export class Request extends Message implements SipRequest {
  readonly kind = 'request';

  constructor(
    readonly method: string,
    readonly uri: SipUri,
    headers: HeaderFields,
    body: Buffer,
  ) {
    super(headers, body);
  }
}

export class Response extends Message implements SipResponse {
  readonly kind = 'response';

  constructor(
    readonly status: number,
    readonly reason: string,
    headers: HeaderFields,
    body: Buffer,
  ) {
    super(headers, body);
  }
}
