import type { RunningBridge } from '../../bridge/main.js';
import { describeError } from '../../bridge/kernel/errors.js';
import type { ProcessLogger } from '../../bridge/system/logger.js';
import { exitCodes } from './exit-codes.js';
import { projectRoot } from './project-root.js';
import { configAndLogger } from './session.js';

/** Runs the bridge until it is told to stop. Start-up failures are thrown. */
export async function serve(): Promise<void> {
  const { config, logger } = configAndLogger();
  process.on('exit', () => logger.flush());
  // Only here, so that the other commands start without the engine.
  const { runBridge } = await import('../../bridge/main.js');
  const bridge = await runBridge({
    config,
    root: projectRoot,
    stdout: (line) => void process.stdout.write(`${line}\n`),
    logger,
  });
  goOnDespiteFaults(logger);
  drainOnSignal(bridge, logger);
}

/** 128 and the signal's number, as shells say it. */
const exitCodeOfSignal = { SIGTERM: 143, SIGINT: 130 } as const;

function drainOnSignal(bridge: RunningBridge, logger: ProcessLogger): void {
  let draining = false;
  const stop = (signal: 'SIGTERM' | 'SIGINT'): void => {
    if (draining) process.exit(exitCodeOfSignal[signal]);
    draining = true;
    logger.info({ signal }, 'draining; a second signal stops at once');
    bridge.drain().then(
      () => process.exit(exitCodes.ok),
      (error: unknown) => {
        logger.error({ error: describeError(error) }, 'the drain failed');
        process.exit(exitCodes.failed);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** One call's fault must not end the five hundred others: it is told, and they go on. */
function goOnDespiteFaults(logger: ProcessLogger): void {
  const tell = (kind: string) => (error: unknown) => {
    const stack = error instanceof Error ? error.stack : undefined;
    logger.error({ kind, error: describeError(error), stack }, 'unforeseen fault');
  };
  process.on('unhandledRejection', tell('rejection'));
  process.on('uncaughtException', tell('exception'));
}
