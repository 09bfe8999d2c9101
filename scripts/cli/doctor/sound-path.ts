import { defaultLanguage } from '../../../bridge/conference/languages.js';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EslConnection } from '../../../bridge/freeswitch/esl/connection.js';
import { createFreeSwitchMediaServer } from '../../../bridge/freeswitch/media-server.js';
import type { FreeSwitchServerSettings } from '../../../bridge/freeswitch/server.js';
import { describeError, unreachable } from '../../../bridge/kernel/errors.js';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { createEmbeddedMediaServer } from '../../../bridge/media/embedded-media-server.js';
import type { Endpoint } from '../../../bridge/ports/media-server.js';
import { createEmbeddedSignalling } from '../../../bridge/sip/user-agent/signalling.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { createSystemRandom } from '../../../bridge/system/random.js';
import { namesFolder } from '../../../bridge/wiring/media.js';
import type { Config } from '../../../config/schema.js';
import { projectRoot } from '../project-root.js';
import { type Finding, fail, ok } from './check.js';

/** Long enough for the prompt's first words. */
const listenMs = 1_500;
const mediaTimeoutMs = 10_000;

/**
 * Calls the server as the bridge would, with the embedded engine as the caller: each plays a prompt,
 * and hears what the other plays. What FreeSWITCH hears it writes where callers' names go.
 */
export async function checkSoundPath(
  server: FreeSwitchServerSettings,
  config: Config,
): Promise<Finding> {
  const name = `sound of ${server.name}`;
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const deps = {
      clock: createSystemClock(),
      random: createSystemRandom(),
      logger: silentLogger,
    };
    const own = await addressFacing(server);
    const dialer = createEmbeddedSignalling({
      ...deps,
      listen: [{ transport: 'udp', host: own, port: 0 }],
    });
    closers.push(() => dialer.close());
    await dialer.start((leg) => leg.reject(480));
    const freeSwitch = createFreeSwitchMediaServer({
      ...deps,
      servers: [server],
      dialer,
      codecs: ['PCMU', 'PCMA'],
      takeOver: false,
    });
    closers.push(() => freeSwitch.close());
    const { first, last } = config.rtp.ports;
    const caller = createEmbeddedMediaServer({
      ...deps,
      bindHost: own,
      advertisedHost: own,
      rtpPorts: [first, last],
      workers: 1,
      codecPreference: ['PCMU', 'PCMA'],
    });
    closers.push(() => caller.close());
    await Promise.all([freeSwitch.start(), caller.start()]);

    const options = { allowSrtp: false, mediaTimeoutMs };
    const phone = await caller.createEndpoint({ ...options, offer: null });
    const leg = await freeSwitch.createEndpoint({ ...options, offer: phone.localSdp });
    await phone.acceptAnswer(leg.localSdp);

    const folder = await mkdtemp(path.join(tmpdir(), 'partyline-doctor-'));
    closers.push(() => rm(folder, { recursive: true, force: true }));
    const names = namesFolder(config);
    await mkdir(names, { recursive: true });
    const shared = path.join(names, `doctor-${deps.random.uuid()}.wav`);
    closers.push(() => rm(shared, { force: true }));
    const [heardByCaller, heardByServer] = await Promise.all([
      heard(phone, path.join(folder, 'heard.wav')),
      heard(leg, shared),
      spoken(leg),
      spoken(phone),
    ]);
    if (heardByCaller !== 'recorded') {
      return fail(
        name,
        'a caller hears nothing',
        'FREESWITCH_RTP_IP must be an address that callers reach; open its RTP ports (UDP)',
      );
    }
    switch (heardByServer) {
      case 'recorded':
        return ok(name, `passes both ways, and ${names} is shared`);
      case 'silent':
        return fail(name, 'it hears nothing', 'open its RTP ports (UDP) to callers');
      case 'failed':
        return fail(
          name,
          `what it writes to ${names} is not there for us: callers would have no names`,
          'share one folder under the same path, writable by both: freeswitch.sharedFolder',
        );
      default:
        return unreachable(heardByServer);
    }
  } catch (error) {
    return fail(name, describeError(error), 'see docs/operators/freeswitch.md, firewall');
  } finally {
    for (const close of closers.reverse()) await close().catch(() => undefined);
  }
}

async function heard(endpoint: Endpoint, file: string): Promise<'recorded' | 'silent' | 'failed'> {
  const recording = endpoint.record({ path: file, maxMs: listenMs, silenceMs: listenMs });
  return (await recording.ended).kind;
}

/** Speaks as long as the other may listen. */
async function spoken(endpoint: Endpoint): Promise<void> {
  const prompt = path.join(projectRoot, 'ivr', 'prompts', defaultLanguage, 'welcome.wav');
  await endpoint.play([{ kind: 'file', path: prompt }]).ended;
}

/** Our own address on the way to the server's event socket. */
async function addressFacing(server: FreeSwitchServerSettings): Promise<string> {
  const clock = createSystemClock();
  const esl = await EslConnection.open({ ...server, clock, onListenerError: () => undefined });
  const { localAddress } = esl;
  esl.close();
  return localAddress;
}
