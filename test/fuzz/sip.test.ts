import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import t from 'tap';
import { createResponse, refuseMalformed } from '../../bridge/sip/message/build.js';
import { parseNameAddr } from '../../bridge/sip/message/name-addr.js';
import { parseMessage } from '../../bridge/sip/message/parse.js';
import { serialize } from '../../bridge/sip/message/serialize.js';
import { parseAuthParams } from '../../bridge/sip/digest/auth-params.js';
import { StreamFramer } from '../../bridge/sip/transport/stream-framer.js';
import { SeededRandom } from '../support/seeded-random.js';
import { invalidMessages } from '../support/sip-torture-invalid.js';
import { ipv6Messages } from '../support/sip-torture-ipv6.js';
import { validMessages } from '../support/sip-torture-valid.js';
import { invite } from '../unit/sip/message/sample.js';

const seed = Number(process.env['FUZZ_SEED'] ?? 20_260);
const inputs = 100_000;

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

const corpus = [
  Buffer.from(invite),
  ...[...validMessages, ...invalidMessages, ...ipv6Messages].map(({ data }) => data),
];
const pieces = [
  ...[
    '\r\n',
    '\r',
    '\n',
    ' ',
    '\t',
    '\0',
    '"',
    '\\',
    '<',
    '>',
    ';',
    ',',
    ':',
    '=',
    '@',
    '%',
    '%0',
    '%00',
  ],
  ...[
    '[',
    ']',
    '[::1]',
    ':::',
    '\r\n ',
    '\r\n\r\n',
    'Via',
    'v',
    'Content-Length: 1\r\n',
    '\ud800',
    'é',
  ],
  ...['-1', '99999999999999999999', 'sip:', 'tel:', 'SIP/2.0', 'Digest ', 'x'.repeat(3000)],
  ...[';'.repeat(500), '"'.repeat(300), ','.repeat(500), ' '.repeat(2000), '<'.repeat(300)],
].map((text) => Buffer.from(text));

function mutated(random: SeededRandom): Buffer {
  let data = corpus[random.below(corpus.length)]!;
  for (let left = 1 + random.below(2); left > 0; left--) {
    const at = random.below(data.length + 1);
    const cut =
      random.below(20) === 0 ? random.below(data.length) : Math.max(0, random.below(5) - 2);
    const piece = random.below(3) === 0 ? random.bytes(1) : pieces[random.below(pieces.length)]!;
    const rest = data.subarray(Math.min(data.length, at + cut));
    data = Buffer.concat([data.subarray(0, at), piece, rest]);
  }
  return data;
}

/** Uses all that a message offers, as the layers above would. */
function exercise(data: Buffer): 'understood' | 'refused' {
  const result = parseMessage(data);
  if (!result.ok) {
    if (result.partial !== null) {
      const answer = serialize(refuseMalformed(result.partial, result.status, result.reason, 'x'));
      // The refusal is itself framed as one message: nothing of the input broke out of its line.
      if (answer.indexOf('\r\n\r\n') !== answer.length - 4) throw new Error('broken refusal');
    }
    return 'refused';
  }
  const { message } = result;
  for (const [name] of message.headers.entries()) message.headers.all(name);
  for (const contact of message.headers.all('Contact')) parseNameAddr(contact);
  for (const credentials of message.headers.all('Authorization')) parseAuthParams(credentials);
  const again = parseMessage(serialize(message));
  if (!again.ok) throw new Error(`does not parse again: ${again.reason}`);
  if (again.message.callId !== message.callId) throw new Error('parses to another message');
  if (again.message.body.length !== message.body.length) throw new Error('another body');
  if (message.kind === 'request') serialize(createResponse(message, 200, { toTag: 'x' }));
  return 'understood';
}

t.test(`${inputs} mutated messages: no throw, no hang, no growth (seed ${seed})`, (t) => {
  const random = new SeededRandom(seed);
  const counts = { understood: 0, refused: 0 };
  let slowestMs = 0;
  let heapBefore = 0;
  for (let n = 0; n < inputs; n++) {
    if (n === inputs / 10) {
      collectGarbage();
      heapBefore = process.memoryUsage().heapUsed;
    }
    const data = mutated(random);
    const startMs = performance.now();
    try {
      counts[exercise(data)]++;
    } catch (error) {
      t.fail(`input ${n}: ${String(error)}`, { input: data.toString('latin1') });
      break;
    }
    slowestMs = Math.max(slowestMs, performance.now() - startMs);
  }
  collectGarbage();
  const grownBytes = process.memoryUsage().heapUsed - heapBefore;
  t.ok(grownBytes < 5_000_000, `the heap has not grown (${grownBytes} bytes)`);
  t.ok(counts.understood > inputs / 20, `some are understood (${counts.understood})`);
  t.ok(counts.refused > inputs / 20, `some are refused (${counts.refused})`);
  t.comment(`slowest input ${slowestMs.toFixed(1)} ms`);
  t.end();
});

t.test(`streams of mutated messages are framed the same in any fragments (seed ${seed})`, (t) => {
  const random = new SeededRandom(seed + 1);
  for (let n = 0; n < 2_000; n++) {
    const data = Buffer.concat([mutated(random), mutated(random)]);
    const whole = new StreamFramer(20_000).push(data);
    const framer = new StreamFramer(20_000);
    const parts = [];
    for (let at = 0; at < data.length;) {
      const size = 1 + random.below(200);
      parts.push(...framer.push(data.subarray(at, at + size)));
      at += size;
    }
    if (JSON.stringify(parts) !== JSON.stringify(whole)) {
      t.fail(`input ${n} is framed differently`, { input: data.toString('latin1') });
      break;
    }
  }
  t.pass('all were framed');
  t.end();
});
