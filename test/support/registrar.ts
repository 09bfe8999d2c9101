import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { DigestServer } from '../../bridge/sip/digest/server.js';
import { createResponse } from '../../bridge/sip/message/build.js';
import { parseMessage } from '../../bridge/sip/message/parse.js';
import { serialize } from '../../bridge/sip/message/serialize.js';
import type { SipRequest } from '../../bridge/sip/message/types.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';

/** The least that it registers for; it answers 423 to less, but for 0 [s]. */
export interface RegistrarOptions {
  readonly minimumSeconds: number;
  /** What it grants, whatever was asked for [s]. */
  readonly grantedSeconds: number;
}

/** A provider's registrar on a UDP port of loopback, which challenges user `bridge`, password `right`. */
export class Registrar {
  /** REGISTERs with a right answer to the challenge. */
  readonly accepted: SipRequest[] = [];
  readonly statuses: number[] = [];
  readonly #socket = createSocket('udp4');
  readonly #options: RegistrarOptions;
  readonly #digest = new DigestServer({
    realm: 'provider',
    clock: createSystemClock(),
    random: createSystemRandom(),
    algorithms: ['MD5'],
    users: {
      find: (user) => (user === 'bridge' ? { kind: 'password', password: 'right' } : null),
    },
  });
  #changed: () => void = () => undefined;

  private constructor(options: RegistrarOptions) {
    this.#options = options;
    this.#socket.on('message', (data, { address, port }) => {
      const parsed = parseMessage(data);
      if (!parsed.ok || parsed.message.kind !== 'request') return;
      this.#socket.send(this.#answer(parsed.message), port, address);
      this.#changed();
    });
  }

  static async start(options: RegistrarOptions): Promise<Registrar> {
    const registrar = new Registrar(options);
    registrar.#socket.bind(0, '127.0.0.1');
    await once(registrar.#socket, 'listening');
    return registrar;
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** Resolves when it has answered so often with this. */
  async until(status: number, times = 1): Promise<void> {
    while (this.statuses.filter((one) => one === status).length < times) {
      await new Promise<void>((resolve) => (this.#changed = resolve));
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(resolve));
  }

  #answer(request: SipRequest): Buffer {
    const [status, headers] = this.#decide(request);
    this.statuses.push(status);
    return serialize(createResponse(request, status, { toTag: 'registrar', headers }));
  }

  #decide(request: SipRequest): readonly [number, readonly (readonly [string, string])[]] {
    const { minimumSeconds, grantedSeconds } = this.#options;
    const asked = Number(request.headers.get('Expires'));
    if (!this.#digest.verify('www', request).ok) return [401, this.#digest.challenge('www')];
    if (asked > 0 && asked < minimumSeconds) {
      return [423, [['Min-Expires', String(minimumSeconds)]]];
    }
    this.accepted.push(request);
    const contact = request.headers.get('Contact') ?? '';
    const granted = asked === 0 ? 0 : grantedSeconds;
    return [200, granted === 0 ? [] : [['Contact', `${contact};expires=${granted}`]]];
  }
}
