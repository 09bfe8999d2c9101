import t from 'tap';
import type { Logger } from '../../../bridge/kernel/logger.js';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { DiskSpace } from '../../../recordings/disk-space.js';
import { FakeClock } from '../../support/fake-clock.js';

function spaceOf(free: { bytes: number | Error }) {
  const lines: string[] = [];
  const write = (level: string) => (_: object, message: string) =>
    lines.push(`${level}: ${message}`);
  const logger: Logger = { ...silentLogger, warn: write('warn'), info: write('info') };
  const clock = new FakeClock();
  const space = new DiskSpace({
    sink: {
      freeBytes: () =>
        free.bytes instanceof Error ? Promise.reject(free.bytes) : Promise.resolve(free.bytes),
    },
    warnBelowBytes: 5_000e6,
    stopBelowBytes: 1_000e6,
    clock,
    logger,
  });
  return { space, clock, lines };
}

t.test('a disk that fills is told of once at each level, and when it has room again', async (t) => {
  const free: { bytes: number | Error } = { bytes: 6_000e6 };
  const { space, clock, lines } = spaceOf(free);
  await space.start();
  t.equal(space.warning(), null);
  t.same(space.status, { freeBytes: 6_000e6, level: 'ample' });

  free.bytes = 4_999e6;
  await clock.settle(60_000);
  t.match(space.warning(), /4999 MB are left .* below 1000 MB none can start/);
  t.equal(space.status.level, 'low');

  free.bytes = 999e6;
  await clock.settle(60_000);
  t.equal(space.status.level, 'floor');
  t.match(space.warning(), /less than 1000 MB: no recording can start/);

  free.bytes = 5_000e6;
  await clock.settle(30_000);
  t.equal(space.warning(), null);
  t.match(lines, [/warn: 4999 MB/, /warn: 999 MB/, /info: .*room again/]);
  t.equal(lines.length, 3);
  space.stop();
  t.same(clock.survivors(), []);
});

t.test('a disk that cannot be asked is warned of', async (t) => {
  const free: { bytes: number | Error } = { bytes: new Error('EIO') };
  const { space, clock, lines } = spaceOf(free);
  t.same(space.status, { freeBytes: 0, level: 'unknown' }, 'before it is asked');
  await space.start();
  t.match(space.warning(), /cannot be asked for its space: EIO/);
  t.equal(lines.length, 1);
  space.stop();
  t.same(clock.survivors(), []);
});
