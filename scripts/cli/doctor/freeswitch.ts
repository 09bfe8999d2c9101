import path from 'node:path';
import { DrachtioLink } from '../../../bridge/drachtio/link.js';
import { EslConnection } from '../../../bridge/freeswitch/esl/connection.js';
import type { FreeSwitchServerSettings } from '../../../bridge/freeswitch/server.js';
import { describeError, PartylineError } from '../../../bridge/kernel/errors.js';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { freeSwitchServers } from '../../../bridge/wiring/media.js';
import { drachtioOptions } from '../../../bridge/wiring/signalling.js';
import type { Config } from '../../../config/schema.js';
import { projectRoot } from '../project-root.js';
import { type Finding, fail, ok, warn } from './check.js';
import { checkSoundPath } from './sound-path.js';

const modules = [
  'mod_sofia',
  'mod_conference',
  'mod_dptools',
  'mod_commands',
  'mod_dialplan_xml',
  'mod_sndfile',
  'mod_tone_stream',
];
/** Without them a codec is missing, no more. */
const codecModules: Readonly<Record<string, string>> = { opus: 'mod_opus', G722: 'mod_spandsp' };
const clockToleranceMs = 5_000;

export async function checkDrachtio(config: Config): Promise<Finding> {
  const name = 'drachtio';
  let addresses = '';
  const link = new DrachtioLink(
    // Where drachtio connects to us may be in use by the bridge that runs.
    { ...drachtioOptions(config), listen: null },
    { clock: createSystemClock(), logger: silentLogger },
    {
      request: () => undefined,
      connected: (hostPorts) => (addresses = hostPorts),
      lost: () => undefined,
    },
  );
  try {
    await link.start();
    return ok(name, `listens on ${addresses}`);
  } catch (error) {
    return fail(name, describeError(error), mendOf(error));
  } finally {
    link.close();
  }
}

/**
 * Of each server: version, modules, profile, clock, and whether it can read our prompts; and where
 * nothing is wrong with that, whether sound passes.
 */
export async function checkFreeSwitch(config: Config): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const server of freeSwitchServers(config)) {
    const finding = await checkServer(server, config);
    findings.push(finding);
    if (finding.status !== 'fail') findings.push(await checkSoundPath(server, config));
  }
  return findings;
}

async function checkServer(server: FreeSwitchServerSettings, config: Config): Promise<Finding> {
  const name = `freeswitch ${server.name}`;
  let esl: EslConnection | null = null;
  try {
    const clock = createSystemClock();
    esl = await EslConnection.open({ ...server, clock, onListenerError: () => undefined });
    const missing = await missingOf(esl, modules);
    if (missing.length > 0) {
      return fail(name, `lacks ${missing.join(', ')}`, 'load them: config/freeswitch');
    }
    const profile = await esl.api('sofia status profile partyline');
    if (!profile.includes('RUNNING') && !/CALLS-IN/.test(profile)) {
      return fail(name, 'has no SIP profile partyline', 'use config/freeswitch/freeswitch.xml');
    }
    const prompt = path.join(projectRoot, 'ivr', 'prompts', 'sounds', 'hold-music.wav');
    if ((await esl.api(`file_exists ${prompt}`)).trim() !== 'true') {
      return fail(name, `cannot read ${prompt}`, 'give it the prompts under the same path');
    }
    const aheadMs = Number(await esl.api('strepoch')) * 1000 - clock.now();
    if (Math.abs(aheadMs) > clockToleranceMs) {
      return warn(name, `its clock differs by ${Math.round(aheadMs / 1000)} s`, 'use NTP on both');
    }
    const wanted = config.media.codecs.flatMap((codec) => codecModules[codec] ?? []);
    const lacking = await missingOf(esl, wanted);
    if (lacking.length > 0) {
      return warn(name, `lacks ${lacking.join(', ')}`, 'load them, or shorten media.codecs');
    }
    const version = (await esl.api('version short')).trim();
    return ok(name, `${version}, modules, profile, clock and prompts are as they must be`);
  } catch (error) {
    return fail(name, describeError(error), mendOf(error));
  } finally {
    esl?.close();
  }
}

async function missingOf(esl: EslConnection, names: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const name of names) {
    if ((await esl.api(`module_exists ${name}`)).trim() !== 'true') missing.push(name);
  }
  return missing;
}

function mendOf(error: unknown): string {
  const mend = error instanceof PartylineError ? error.mend : '';
  return mend === '' ? 'start it, and look at its address in the configuration' : mend;
}
