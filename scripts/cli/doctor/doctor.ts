import { unreachable } from '../../../bridge/kernel/errors.js';
import { createSystemClock } from '../../../bridge/system/clock.js';
import { bridgeIsRunning } from '../../../bridge/store/open-store.js';
import type { Config } from '../../../config/schema.js';
import { exitCodes } from '../exit-codes.js';
import { type Result, table } from '../output.js';
import { configAndLogger, withStore } from '../session.js';
import { checkAlerts } from './alerts.js';
import type { Finding } from './check.js';
import { checkEngine, checkPrompts } from './engine.js';
import { checkDrachtio, checkFreeSwitch } from './freeswitch.js';
import { checkClock, checkDatabase, checkDisk, checkNode, checkRetention } from './machine.js';
import { checkHttp, checkReach, checkRtp, checkSip } from './network.js';

/** Everything that keeps a bridge from working, each with the mend. It makes the data directory, no more. */
export async function doctor(engine?: Config['engine']): Promise<Result> {
  const { config } = configAndLogger();
  const findings = await examine(engine === undefined ? config : { ...config, engine });
  const worst = findings.some((one) => one.status === 'fail');
  const rows = findings.flatMap((one) => [
    [one.status, one.name, one.detail],
    ...(one.mend === '' ? [] : [['', '', `→ ${one.mend}`]]),
  ]);
  return {
    json: { ok: !worst, checks: findings },
    text: table(rows),
    exitCode: worst ? exitCodes.doctorFailed : exitCodes.ok,
  };
}

async function examine(config: Config): Promise<readonly Finding[]> {
  const running = isRunning(config.dataDir);
  const machine = [
    checkNode(),
    await checkDisk(config),
    await checkClock(createSystemClock().now()),
    await checkDatabase(config, withStore),
    await checkRetention(config, createSystemClock().now(), withStore),
    await checkAlerts(config, createSystemClock().now(), withStore),
  ];
  switch (config.engine) {
    case 'embedded':
      return [
        ...machine,
        checkEngine(config),
        checkPrompts(config),
        checkReach(config),
        await checkSip(config, running),
        await checkHttp(config, running),
        await checkRtp(config, running),
      ];
    case 'freeswitch':
      // SIP and RTP are the other servers' affair.
      return [
        ...machine,
        await checkDrachtio(config),
        ...(await checkFreeSwitch(config)),
        checkPrompts(config),
        await checkHttp(config, running),
      ];
    default:
      return unreachable(config.engine);
  }
}

/** A data directory that cannot be read has no bridge; `checkDisk` says what is wrong with it. */
function isRunning(dataDir: string): boolean {
  try {
    return bridgeIsRunning(dataDir);
  } catch {
    return false;
  }
}
