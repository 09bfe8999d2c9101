import t from 'tap';
import { decideDialOut, readNumber, type Numbering } from '../../../bridge/conference/dial-plan.js';
import {
  noDialOut,
  parseDialOutRule,
  resolveDialOutPolicy,
  type DialOutPolicy,
} from '../../../bridge/conference/dial-out-policy.js';

const belgium: Numbering = { countryCode: '32', nationalPrefix: '0', internationalPrefix: '00' };
const america: Numbering = { countryCode: '1', nationalPrefix: '1', internationalPrefix: '011' };
const nowhere: Numbering = { countryCode: null, nationalPrefix: '0', internationalPrefix: '00' };

const readings: readonly [keyed: string, numbering: Numbering, read: string][] = [
  ['+3225550100', belgium, '+3225550100'],
  ['+32 (2) 555.01-00', belgium, '+3225550100'],
  ['003225550100', belgium, '+3225550100'],
  ['0033155501000', belgium, '+33155501000'],
  ['025550100', belgium, '+3225550100'],
  ['0470123456', belgium, '+32470123456'],
  ['3225550100', belgium, '+3225550100'],
  ['112', belgium, 'short 112'],
  ['1204', belgium, 'short 1204'],
  ['112112', belgium, 'short 112112'],
  ['0112', belgium, 'short 0112'],
  ['00112', belgium, 'invalid'],
  ['', belgium, 'invalid'],
  ['+', belgium, 'invalid'],
  ['+0225550100', belgium, 'invalid'],
  ['000225550100', belgium, 'invalid'],
  ['+1234567890123456', belgium, 'invalid'],
  ['12345678901234567890', belgium, 'invalid'],
  ['12a34567', belgium, 'invalid'],
  ['+3225550100;ext=1', belgium, 'invalid'],
  ['sip:ada@example.com', belgium, 'invalid'],
  ['12125550100', america, '+12125550100'],
  ['2125550100', america, '+12125550100'],
  ['0113225550100', america, '+3225550100'],
  ['911', america, 'short 911'],
  ['3225550100', nowhere, '+3225550100'],
  ['003225550100', nowhere, '+3225550100'],
  ['025550100', nowhere, 'invalid'],
];

t.test('what is keyed is read as E.164, as a short number, or not at all', (t) => {
  for (const [keyed, numbering, expected] of readings) {
    const read = readNumber(keyed, numbering);
    const text =
      read.kind === 'e164'
        ? read.number
        : read.kind === 'short'
          ? `short ${read.number}`
          : 'invalid';
    t.equal(text, expected, `${keyed} in ${numbering.countryCode ?? 'no country'}`);
  }
  t.end();
});

function allowing(...prefixes: readonly string[]): DialOutPolicy {
  return { prefixes: prefixes.map((prefix) => ({ prefix, priceClass: 'p' })), concurrent: 2 };
}

const decisions: readonly [policy: DialOutPolicy, keyed: string, outcome: string][] = [
  [noDialOut, '+3225550100', 'prefix-not-allowed'],
  [allowing('+32'), '+3225550100', 'allowed'],
  [allowing('+32'), '025550100', 'allowed'],
  [allowing('+32'), '+33155501000', 'prefix-not-allowed'],
  [allowing('+322'), '+32470123456', 'prefix-not-allowed'],
  [allowing('+32'), 'nonsense', 'not-a-number'],
  // Emergency and other short numbers: each by itself, never by a prefix.
  [allowing('+32'), '112', 'short-number'],
  [allowing('11'), '112', 'short-number'],
  [allowing('112'), '112', 'allowed'],
  [allowing('112'), '+112345678', 'prefix-not-allowed'],
  // Costly ones: only by a prefix that means them.
  [allowing('+32'), '090012345', 'costly-prefix'],
  [allowing('+32', '+3290'), '090012345', 'allowed'],
  [allowing('+32', '+32900'), '090012345', 'allowed'],
  [allowing('+32', '+32900'), '090312345', 'costly-prefix'],
  [allowing('+1'), '+19005550100', 'costly-prefix'],
  [allowing('+1'), '+18765550100', 'costly-prefix'],
  [allowing('+1', '+1876'), '+18765550100', 'allowed'],
  [allowing('+1'), '+12125550100', 'allowed'],
  [allowing('+8'), '+88161234567', 'costly-prefix'],
  [allowing('+9'), '+97912345678', 'costly-prefix'],
  [allowing('+33'), '+33891234567', 'costly-prefix'],
  [allowing('+33'), '+33612345678', 'allowed'],
  [allowing('+44'), '+449012345678', 'costly-prefix'],
];

t.test('which numbers may be called', (t) => {
  for (const [policy, keyed, expected] of decisions) {
    const decision = decideDialOut(readNumber(keyed, belgium), policy, {
      isOurs: false,
      inProgress: 0,
    });
    const allowed = policy.prefixes.map(({ prefix }) => prefix).join();
    t.equal(
      decision.allowed ? 'allowed' : decision.reason,
      expected,
      `${keyed} where ${allowed} may`,
    );
  }
  t.end();
});

t.test('a number of our own would come back to us', (t) => {
  const decision = decideDialOut(readNumber('+3225550100', belgium), allowing('+32'), {
    isOurs: true,
    inProgress: 0,
  });
  t.match(decision, { allowed: false, reason: 'own-number' });
  t.end();
});

t.test('no more calls at once than the account has', (t) => {
  const number = readNumber('+3225550100', belgium);
  const decide = (inProgress: number) =>
    decideDialOut(number, allowing('+32'), { isOurs: false, inProgress });
  t.match(decide(1), { allowed: true });
  t.match(decide(2), { allowed: false, reason: 'limit' });
  t.end();
});

t.test('the longest prefix that fits says the price class', (t) => {
  const policy: DialOutPolicy = {
    prefixes: [
      { prefix: '+32', priceClass: 'national' },
      { prefix: '+324', priceClass: 'mobile' },
    ],
    concurrent: 2,
  };
  const classOf = (keyed: string) =>
    decideDialOut(readNumber(keyed, belgium), policy, { isOurs: false, inProgress: 0 });
  t.match(classOf('0470123456'), { allowed: true, number: '+32470123456', priceClass: 'mobile' });
  t.match(classOf('025550100'), { allowed: true, priceClass: 'national' });
  t.end();
});

t.test('the rules are read as an operator writes them', (t) => {
  t.same(parseDialOutRule('dialOutPrefixes', '+32:national,+33'), {
    ok: true,
    change: {
      prefixes: [
        { prefix: '+32', priceClass: 'national' },
        { prefix: '+33', priceClass: 'standard' },
      ],
    },
  });
  t.same(parseDialOutRule('dialOutPrefixes', 'none'), { ok: true, change: { prefixes: [] } });
  t.same(parseDialOutRule('dialOutConcurrent', '7'), { ok: true, change: { concurrent: 7 } });
  t.same(parseDialOutRule('dialOutConcurrent', 'default'), {
    ok: true,
    change: { concurrent: noDialOut.concurrent },
  });
  for (const wrong of ['32', '+', '+32:', '+32:Big!', '+0', '+32:a:b', '+32,,+33', 'x']) {
    t.match(parseDialOutRule('dialOutPrefixes', wrong), { ok: wrong === '32' }, wrong);
  }
  for (const wrong of ['', '-1', '501', '1.5', 'many']) {
    t.match(parseDialOutRule('dialOutConcurrent', wrong), { ok: false }, wrong);
  }
  t.end();
});

t.test('what is stored and no longer acceptable allows nothing', (t) => {
  const good = { prefix: '+32', priceClass: 'national' };
  t.same(resolveDialOutPolicy({}), noDialOut);
  t.same(resolveDialOutPolicy({ prefixes: [good, null, 3, { prefix: '+32' }], concurrent: 900 }), {
    prefixes: [good],
    concurrent: noDialOut.concurrent,
  });
  t.same(resolveDialOutPolicy({ prefixes: 'all', concurrent: 0 }), { prefixes: [], concurrent: 0 });
  t.end();
});
