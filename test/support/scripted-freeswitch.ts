import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { silentLogger } from '../../bridge/kernel/logger.js';
import type { InboundLeg, Signalling } from '../../bridge/ports/signalling.js';
import { createEmbeddedSignalling } from '../../bridge/sip/user-agent/signalling.js';
import { createSystemClock } from '../../bridge/system/clock.js';
import { createSystemRandom } from '../../bridge/system/random.js';

interface ScriptedMember {
  readonly uuid: string;
  readonly conference: string;
  readonly executionId: string;
}

/**
 * Speaks FreeSWITCH's event socket and takes its calls, over real sockets, with the frames, replies
 * and events that FreeSWITCH 1.11-dev was recorded to send; of an event's many fields, those that
 * tell. It makes no sound.
 */
export class ScriptedFreeSwitch {
  coreUuid = 'ff088618-deaf-4161-8b38-af13ee5a60e5';
  /** Commands received, in order, without the periodic `api status`. */
  readonly commands: string[] = [];
  /** Playbacks end at once; else when they are broken. */
  playsAtOnce = true;
  /** Takes commands, and never answers. */
  mute = false;
  /** Ends of what it plays and runs are not told. */
  losesEnds = false;
  /** What it writes, at once, when it is to record: 16-bit samples; null: nothing that we can see. */
  recordsAs: Uint8Array | null = null;
  /** Nothing comes from the far ends any more. */
  hearsNothing = false;
  #packets = 100;
  readonly #password: string;
  readonly #calls: Signalling;
  readonly #legs = new Map<string, InboundLeg>();
  readonly #sockets = new Set<net.Socket>();
  readonly #members = new Map<number, ScriptedMember>();
  readonly #playing = new Map<string, () => void>();
  #server: net.Server | null = null;
  #port = 0;
  #sipPort = 0;
  #nextMember = 1;
  #nextRtpPort = 40_000;

  private constructor(password: string) {
    this.#password = password;
    this.#calls = createEmbeddedSignalling({
      listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
      clock: createSystemClock(),
      random: createSystemRandom(),
      logger: silentLogger,
    });
  }

  static async start(password = 'ClueCon'): Promise<ScriptedFreeSwitch> {
    const scripted = new ScriptedFreeSwitch(password);
    const [address] = await scripted.#calls.start((leg) => scripted.#take(leg));
    scripted.#sipPort = address!.port;
    await scripted.listen();
    return scripted;
  }

  get port(): number {
    return this.#port;
  }

  get sipUri(): string {
    return `sip:127.0.0.1:${this.#sipPort}`;
  }

  get channels(): readonly string[] {
    return [...this.#legs.keys()];
  }

  /** The descriptions it was called with, by the order of the calls. */
  readonly offers: string[] = [];

  /** Takes event socket connections, at the same port as before. */
  async listen(): Promise<void> {
    const server = net.createServer((socket) => this.#connected(socket));
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as net.AddressInfo).port;
    this.#server = server;
  }

  /** Breaks its event sockets; they may be made anew. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** As a crash: event sockets break, new ones are refused, channels are gone without a word. */
  async die(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server?.close(() => resolve()));
    this.cut();
    await closed;
    this.#legs.clear();
    this.#members.clear();
  }

  async close(): Promise<void> {
    if (this.#server?.listening === true) await this.die();
    await this.#calls.close();
  }

  /** The caller of this channel pressed a key. */
  digit(uuid: string, key: string, durationTicks: number): void {
    this.event({
      'Event-Name': 'DTMF',
      'Unique-ID': uuid,
      'DTMF-Digit': key,
      'DTMF-Duration': String(durationTicks),
      'DTMF-Source': 'RTP',
    });
  }

  /** The member of this channel talks, or falls silent. */
  talks(uuid: string, talking: boolean): void {
    const [number, member] = this.#memberOf(uuid);
    this.#conferenceEvent(talking ? 'start-talking' : 'stop-talking', number, member, {
      'Current-Energy': talking ? '1200' : '0',
    });
  }

  /** FreeSWITCH ends the channel by itself. */
  hangUp(uuid: string, cause: string): void {
    const leg = this.#legs.get(uuid);
    this.#hungUp(uuid, cause);
    leg?.hangUp({ q850: 16, text: cause });
  }

  /** Something that is no event, in a frame that is one. */
  sendRaw(bytes: string): void {
    for (const socket of this.#sockets) socket.write(bytes);
  }

  #take(leg: InboundLeg): void {
    this.offers.push(leg.offer ?? '');
    if (!leg.parties.dialledNumber.startsWith('partyline-')) {
      leg.reject(404);
      return;
    }
    this.#legs.set(leg.callId, leg);
    const port = (this.#nextRtpPort += 2);
    leg.events.on('offer', (offer, respond) => {
      this.offers.push(offer ?? '');
      respond.accept(description(port));
    });
    leg.events.on('ended', () => this.#hungUp(leg.callId, 'NORMAL_CLEARING'));
    leg.answer(description(port)).catch(() => undefined);
  }

  #hungUp(uuid: string, cause: string): void {
    if (!this.#legs.delete(uuid)) return;
    for (const [number, member] of this.#members) if (member.uuid === uuid) this.#leave(number);
    this.event({
      'Event-Name': 'CHANNEL_HANGUP_COMPLETE',
      'Unique-ID': uuid,
      'Hangup-Cause': cause,
      variable_rtp_audio_in_packet_count: '102',
      variable_rtp_audio_out_packet_count: '101',
      variable_rtp_audio_in_flaw_total: '0',
      variable_rtp_audio_in_jitter_max_variance: '4.00',
      variable_rtp_audio_in_mos: '4.50',
    });
  }

  #connected(socket: net.Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    if (this.mute) return;
    socket.write('Content-Type: auth/request\n\n');
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
        const command = text.slice(0, end);
        text = text.slice(end + 2);
        if (!this.mute) this.#command(socket, command);
      }
    });
  }

  #command(socket: net.Socket, command: string): void {
    if (command !== 'api status') this.commands.push(command);
    const [verb = ''] = command.split(/[ \n]/, 1);
    const reply = (text: string): void => {
      socket.write(`Content-Type: command/reply\nReply-Text: ${text}\n\n`);
    };
    switch (verb) {
      case 'auth':
        reply(command === `auth ${this.#password}` ? '+OK accepted' : '-ERR invalid');
        return;
      case 'event':
        reply('+OK event listener enabled json');
        return;
      case 'sendmsg':
        reply('+OK');
        this.#execute(command);
        return;
      case 'api': {
        const body = this.#api(command.slice('api '.length));
        const length = Buffer.byteLength(body);
        socket.write(`Content-Type: api/response\nContent-Length: ${length}\n\n${body}`);
        return;
      }
      default:
        reply('-ERR command not found');
    }
  }

  #api(command: string): string {
    if (command === 'status') return status(this.#legs.size);
    if (command === 'global_getvar core_uuid') return this.coreUuid;
    const [name = '', ...words] = command.split(' ');
    if (name === 'uuid_exists') return String(this.#legs.has(words[0] ?? ''));
    if (name === 'uuid_set_media_stats') return '+OK Success\n';
    if (command.endsWith(' rtp_audio_in_packet_count')) {
      return String((this.#packets += this.hearsNothing ? 0 : 50));
    }
    if (name === 'uuid_record') {
      const [, action = '', file = ''] = words;
      if (this.recordsAs !== null && action === 'start') writeFileSync(file, this.recordsAs);
      return '+OK Success\n';
    }
    if (name === 'uuid_break') {
      this.#playing.get(words[0] ?? '')?.();
      return '+OK\n';
    }
    if (command === 'conference list count') return '+OK No active conferences.\n';
    if (name !== 'conference') return '-ERR no such command\n';
    return this.#conference(words);
  }

  #conference([conference = '', action = '', ...words]: readonly string[]): string {
    const here = [...this.#members].filter(([, member]) => member.conference === conference);
    if (here.length === 0) return `Conference ${conference} not found\n`;
    switch (action) {
      case 'play': {
        const [file = '', target] = words;
        const number = target === undefined ? null : Number(target);
        const [first] = here;
        const member = number === null ? first![1] : this.#members.get(number);
        if (member === undefined) return `-ERR Member: ${target ?? ''} not found.\n`;
        const id = /^\{partyline_play=([^}]*)\}/.exec(file)?.[1] ?? '';
        const done = number === null ? 'play-file-done' : 'play-file-member-done';
        const end = (): void => {
          this.#playing.delete(`${conference} ${number ?? 'all'}`);
          if (this.losesEnds) return;
          this.#conferenceEvent(done, number ?? first![0], member, { partyline_play: id });
        };
        if (this.playsAtOnce) setImmediate(end);
        else this.#playing.set(`${conference} ${number ?? 'all'}`, end);
        return `+OK (play) Playing file ${file}\n`;
      }
      case 'stop':
        this.#playing.get(`${conference} ${words[1] ?? 'all'}`)?.();
        return '+OK Stopped 1 files.\n';
      case 'hup': {
        const number = Number(words[0]);
        if (!this.#members.has(number)) return '-ERR Invalid member!\n';
        setImmediate(() => this.#leave(number));
        return `+OK hup ${number}\n`;
      }
      default:
        return `+OK ${action} ${words[0] ?? ''}\n`;
    }
  }

  #execute(command: string): void {
    const field = (name: string): string =>
      new RegExp(`^${name}: (.*)$`, 'm').exec(command)?.[1] ?? '';
    const uuid = /^sendmsg (\S+)/.exec(command)?.[1] ?? '';
    const [application, argument, id] = ['execute-app-name', 'execute-app-arg', 'Event-UUID'].map(
      field,
    ) as [string, string, string];
    if (application === 'conference') {
      const number = this.#nextMember++;
      const member = { uuid, conference: argument.split('@')[0]!, executionId: id };
      this.#members.set(number, member);
      this.#conferenceEvent('add-member', number, member, {});
      return;
    }
    const end = (): void => {
      this.#playing.delete(uuid);
      this.#executed(uuid, application, id, application === 'playback' ? 'FILE PLAYED' : '_none_');
    };
    if (application !== 'playback' || this.playsAtOnce) setImmediate(end);
    else this.#playing.set(uuid, end);
  }

  #leave(number: number): void {
    const member = this.#members.get(number);
    if (member === undefined) return;
    this.#members.delete(number);
    this.#conferenceEvent('del-member', number, member, {});
    this.#executed(member.uuid, 'conference', member.executionId, '_none_');
  }

  #executed(uuid: string, application: string, id: string, response: string): void {
    if (this.losesEnds) return;
    this.event({
      'Event-Name': 'CHANNEL_EXECUTE_COMPLETE',
      'Unique-ID': uuid,
      Application: application,
      'Application-Response': response,
      'Application-UUID': id,
    });
  }

  #memberOf(uuid: string): [number, ScriptedMember] {
    return [...this.#members].find(([, member]) => member.uuid === uuid)!;
  }

  #conferenceEvent(
    action: string,
    number: number,
    member: ScriptedMember,
    fields: Readonly<Record<string, string>>,
  ): void {
    this.event({
      'Event-Subclass': 'conference::maintenance',
      'Event-Name': 'CUSTOM',
      'Conference-Name': member.conference,
      'Unique-ID': member.uuid,
      'Member-ID': String(number),
      ...fields,
      Action: action,
    });
  }

  /** Any event, whether it fits what went before or not. */
  event(fields: Readonly<Record<string, string>>): void {
    const body = JSON.stringify({ ...fields, 'Core-UUID': this.coreUuid });
    const length = Buffer.byteLength(body);
    this.sendRaw(`Content-Length: ${length}\nContent-Type: text/event-json\n\n${body}`);
  }
}

function description(port: number): string {
  return [
    'v=0',
    'o=FreeSWITCH 1795408214 1795408215 IN IP4 127.0.0.1',
    's=FreeSWITCH',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP 0 101`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'a=silenceSupp:off - - - -',
    'a=ptime:20',
    '',
  ].join('\r\n');
}

function status(sessions: number): string {
  return [
    'UP 0 years, 0 days, 0 hours, 21 minutes, 1 second, 270 milliseconds, 266 microseconds',
    'FreeSWITCH (Version 1.11.2-dev git 0a54a48 2026-07-17 20:41:38Z 64bit) is ready',
    '275 session(s) since startup',
    `${sessions} session(s) - peak 24, last 5min 14 `,
    '0 session(s) per Sec out of max 500, peak 34, last 5min 10 ',
    '1000 session(s) max',
    'min idle cpu 0.00/37.33',
    'Current Stack Size/Max 240K/8192K',
    '',
  ].join('\n');
}
