import t from 'tap';
import { RateLimiter } from '../../../../bridge/sip/transport/rate-limiter.js';
import { FakeClock } from '../../../support/fake-clock.js';

const limit = { perSecond: 10, burst: 3, maxSources: 4 };

t.test('a source may send its burst, then its rate; other sources are unaffected', (t) => {
  const clock = new FakeClock();
  const limiter = new RateLimiter(limit, clock);
  t.same(
    Array.from({ length: 5 }, () => limiter.take('192.0.2.1')),
    [true, true, true, false, false],
  );
  t.ok(limiter.take('192.0.2.2'));
  clock.advance(100);
  t.ok(limiter.take('192.0.2.1'));
  t.notOk(limiter.take('192.0.2.1'));
  clock.advance(3_600_000);
  t.same(
    Array.from({ length: 4 }, () => limiter.take('192.0.2.1')),
    [true, true, true, false],
  );
  t.end();
});

t.test('the addresses of one IPv6 /64 are one source', (t) => {
  const limiter = new RateLimiter(limit, new FakeClock());
  for (const address of ['2001:db8:0:1::1', '2001:db8:0:1::2', '2001:db8:0:1:a:b:c:d']) {
    t.ok(limiter.take(address));
  }
  t.notOk(limiter.take('2001:db8:0:1::3'));
  t.ok(limiter.take('2001:db8:0:2::3'));
  t.ok(limiter.take('::1'));
  t.equal(limiter.sources, 3);
  t.end();
});

t.test('the table of sources is bounded; the longest silent one is forgotten', (t) => {
  const limiter = new RateLimiter(limit, new FakeClock());
  for (let n = 0; n < 3; n++) limiter.take('192.0.2.1');
  for (let n = 0; n < 100; n++) {
    limiter.take(`198.51.100.${n}`);
    t.equal(limiter.take('192.0.2.1'), false);
  }
  t.equal(limiter.sources, 4);
  t.end();
});
