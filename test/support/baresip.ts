import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { accountLine, configuration, type PhoneCodec } from './baresip-config.js';
import { freePorts } from './free-ports.js';
import { parseSound, type Sound } from './listen.js';
import { netstring, NetstringReader } from './netstrings.js';
import { toneWav } from './tone-wav.js';

export interface PhoneOptions {
  readonly codec: PhoneCodec;
  /** What it says the whole time; null is silence. */
  readonly toneHz: number | null;
  readonly name?: string;
  /** It speaks SIP over TLS, and sends and takes nothing but SRTP. */
  readonly secure?: boolean;
  /** With its name, what it answers a digest challenge with. */
  readonly password?: string;
}

/** An event of baresip, e.g. `CALL_ESTABLISHED`; `param` says why or what. */
export interface PhoneEvent {
  readonly type: string;
  readonly param?: string;
}

const toneLevelDbfs = -16;
/** When it has said all, baresip hangs up: longer than any test takes on a busy machine. */
const saysSeconds = 400;
const patienceMs = 40_000;

/**
 * A real SIP phone that shares no code with the bridge: baresip without a sound card. It says a
 * tone, records what it hears, and does as it is told through its control port. All on loopback.
 */
export class Phone {
  readonly uri: string;
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #control: Socket;
  /** Every event so far, in order; those already waited for are passed over. */
  readonly #events: PhoneEvent[] = [];
  #seen = 0;
  /** Commands that it has taken, by their tokens. */
  readonly #done = new Set<string>();
  #commands = 0;
  #wake: () => void = () => undefined;

  private constructor(uri: string, folder: string, process: ChildProcess, control: Socket) {
    this.uri = uri;
    this.#folder = folder;
    this.#process = process;
    this.#control = control;
    const reader = new NetstringReader();
    control.on('data', (bytes) => {
      for (const text of reader.push(bytes)) {
        const message = JSON.parse(text) as { event?: boolean; token?: string } & PhoneEvent;
        if (message.event === true) this.#events.push(message);
        else this.#done.add(message.token ?? '');
      }
      this.#wake();
    });
    control.on('error', () => undefined);
    control.on('close', () => this.#wake());
  }

  /** A phone that is ready to dial and that answers calls by itself. */
  static async start(options: PhoneOptions): Promise<Phone> {
    const folder = mkdtempSync(path.join(tmpdir(), 'partyline-baresip-'));
    // The port after SIP's is for SIP over TLS, which baresip always opens.
    const first = await freePorts(40);
    const ports = { sip: first, control: first + 2, firstRtp: first + 4, lastRtp: first + 38 };
    const name = options.name ?? 'phone';
    mkdirSync(path.join(folder, 'heard'));
    writeFileSync(
      path.join(folder, 'says.wav'),
      toneWav(options.toneHz, toneLevelDbfs, saysSeconds),
    );
    writeFileSync(path.join(folder, 'config'), configuration(folder, ports));
    writeFileSync(path.join(folder, 'accounts'), accountLine(name, ports.sip, options));
    const child = spawn('baresip', ['-f', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    try {
      standApart(child);
      await ready(child);
      const control = connect(ports.control, '127.0.0.1');
      await once(control, 'connect');
      return new Phone(`sip:${name}@127.0.0.1:${ports.sip}`, folder, child, control);
    } catch (error) {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Resolves when the call is up. @throws Error with the reason when it is refused */
  async dial(uri: string): Promise<void> {
    this.#command('dial', uri);
    const event = await this.waitFor('CALL_ESTABLISHED', 'CALL_CLOSED');
    if (event.type === 'CALL_CLOSED') throw new Error(`not answered: ${event.param ?? ''}`);
  }

  /** Keys, sent as RFC 4733 events. */
  async press(keys: string): Promise<void> {
    for (const key of keys) {
      const token = this.#command('sndcode', key);
      // A finger's pace: 100 ms and the pause after it.
      await delay(150);
      // Of two commands that reach a busy baresip at once, it leaves the second until a third comes.
      for (let waitedMs = 0; !this.#done.has(token) && waitedMs < patienceMs; waitedMs += 20) {
        await delay(20);
      }
    }
  }

  /** As when the battery is empty: no BYE, and no more audio. */
  async vanish(): Promise<void> {
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }

  /** By its own key, or opens it again: it sends silence, which the bridge knows nothing of. */
  toggleMicrophone(): void {
    this.#command('mute');
  }

  hangUp(): void {
    this.#command('hangup');
  }

  /** The next event of one of these types that nobody has waited for yet. */
  async waitFor(...types: readonly string[]): Promise<PhoneEvent> {
    const late = delay(patienceMs, 'late', { ref: false });
    for (;;) {
      while (this.#seen < this.#events.length) {
        const event = this.#events[this.#seen++]!;
        if (types.includes(event.type)) return event;
      }
      if (this.#control.closed) throw new Error('baresip is gone');
      const news = new Promise<void>((resolve) => (this.#wake = resolve));
      if ((await Promise.race([news, late])) === 'late') {
        throw new Error(`no ${types.join(' or ')}; there were ${this.#history()}`);
      }
    }
  }

  /** All it has heard in its last call, until now. */
  heard(): Sound {
    return parseSound(readFileSync(this.recording));
  }

  /** The WAV file that it writes what it hears in its last call to. */
  get recording(): string {
    const folder = path.join(this.#folder, 'heard');
    const recordings = readdirSync(folder).filter((file) => file.endsWith('-dec.wav'));
    const last = recordings.sort().at(-1);
    if (last === undefined) throw new Error('it has heard nothing yet');
    return path.join(folder, last);
  }

  /** What it hears in the next while. */
  async listen(durationMs: number): Promise<Sound> {
    const start = this.heard().samples.length;
    for (let waitedMs = 0; waitedMs < durationMs + patienceMs; waitedMs += 50) {
      const { samples, ...format } = this.heard();
      const length = Math.round((format.sampleRate * durationMs) / 1000);
      if (samples.length >= start + length) {
        return { ...format, samples: samples.slice(start, start + length) };
      }
      await delay(50);
    }
    throw new Error('no audio arrives');
  }

  /** Ends it, its call too, and removes all it has written. */
  async stop(): Promise<void> {
    this.#control.destroy();
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      const kill = setTimeout(() => this.#process.kill('SIGKILL'), 3000);
      await exited;
      clearTimeout(kill);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Returns the token that comes back when it is done. */
  #command(command: string, params?: string): string {
    const token = `${command}-${++this.#commands}`;
    this.#control.write(netstring(JSON.stringify({ command, params, token })));
    return token;
  }

  #history(): string {
    return this.#events.map((event) => `${event.type} ${event.param ?? ''}`.trim()).join(', ');
  }
}

/** A telephone is a device of its own, and does not starve beside a busy test where root runs it. */
function standApart(phone: ChildProcess): void {
  try {
    if (phone.pid !== undefined) setPriority(phone.pid, -10);
  } catch {
    return;
  }
}

/** Keeps reading what it prints, so that it never blocks on a full pipe. */
async function ready(child: ChildProcess): Promise<void> {
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const read = (bytes: Buffer): void => {
      printed = (printed + bytes.toString()).slice(-4000);
      if (printed.includes('baresip is ready')) resolve();
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`baresip did not start: ${printed}`)));
  });
}
