import t from 'tap';
import { PortPool } from '../../../bridge/rtp/port-pool.js';

t.test('ports are even, each once, and none is given when all are taken', (t) => {
  const pool = new PortPool({ firstPort: 20_001, lastPort: 20_009 });
  t.equal(pool.size, 4);
  t.same(
    [1, 2, 3, 4, 5].map(() => pool.acquire(0)),
    [20_002, 20_004, 20_006, 20_008, null],
  );
  t.equal(pool.free(0), 0);
  t.end();
});

t.test('a released pair rests before it is used again', (t) => {
  const pool = new PortPool({ firstPort: 20_000, lastPort: 20_001, cooldownMs: 500 });
  const port = pool.acquire(0)!;
  pool.release(port, 1000);
  t.equal(pool.acquire(1499), null);
  t.equal(pool.free(1499), 0);
  t.equal(pool.free(1500), 1);
  t.equal(pool.acquire(1500), port);
  t.end();
});

t.test('the pair that has rested longest comes first', (t) => {
  const pool = new PortPool({ firstPort: 20_000, lastPort: 20_007, cooldownMs: 0 });
  const first = pool.acquire(0)!;
  pool.release(first, 0);
  t.same(
    [1, 2, 3, 4].map(() => pool.acquire(0)),
    [20_002, 20_004, 20_006, first],
  );
  t.end();
});

t.test('to release twice, or what was never taken, changes nothing', (t) => {
  const pool = new PortPool({ firstPort: 20_000, lastPort: 20_003, cooldownMs: 0 });
  const port = pool.acquire(0)!;
  pool.release(port, 0);
  pool.release(port, 0);
  pool.release(4711, 0);
  t.equal(pool.free(0), 2);
  t.end();
});

t.test('an empty range has no ports', (t) => {
  const pool = new PortPool({ firstPort: 20_001, lastPort: 20_001 });
  t.equal(pool.size, 0);
  t.equal(pool.acquire(0), null);
  t.end();
});
