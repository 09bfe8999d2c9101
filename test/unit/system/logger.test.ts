import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { createLogger } from '../../../bridge/system/logger.js';

t.test('a secret that is logged by mistake does not reach the log', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'partyline-log-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'log');
  const logger = createLogger('info', openSync(file, 'w'));
  const secret = '83650217394';
  logger.info({ pin: secret, callId: 'a' }, 'top');
  logger.child({ callId: 'b' }).warn({ entry: { securityCode: secret } }, 'nested');
  logger.error({ a: { user: { password: secret, digest: secret } } }, 'deeper');
  logger.debug({}, 'below the level');
  logger.flush();
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  t.equal(lines.length, 3);
  t.notMatch(lines.join('\n'), secret);
  t.match(JSON.parse(lines[1]!), { callId: 'b', msg: 'nested' });
  t.end();
});
