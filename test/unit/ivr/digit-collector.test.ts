import t from 'tap';
import { collectDigit, emptyCollector, entryOf } from '../../../ivr/digit-collector.js';

function key(digits: string): { kind: string; digits?: string } {
  let collector = emptyCollector;
  for (const digit of digits) collector = collectDigit(collector, digit);
  const entry = entryOf(collector);
  return entry.kind === 'digits'
    ? { kind: entry.kind, digits: entry.digits.reveal() }
    : { kind: entry.kind };
}

t.test('digits become an entry', (t) => {
  t.same(key(''), { kind: 'empty' });
  t.same(key('0'), { kind: 'digits', digits: '0' });
  t.same(key('007001'), { kind: 'digits', digits: '007001' });
  t.same(key('9'.repeat(20)), { kind: 'digits', digits: '9'.repeat(20) });
  t.same(key('9'.repeat(21)), { kind: 'too-long' });
  t.same(key('9'.repeat(5_000)), { kind: 'too-long' });
  t.end();
});
