import t from 'tap';
import { StreamFramer, type Frame } from '../../../../bridge/sip/transport/stream-framer.js';

const message = (body: string, name = 'Content-Length') =>
  `OPTIONS sip:a SIP/2.0\r\nX: 1\r\n${name}: ${body.length}\r\n\r\n${body}`;

function push(framer: StreamFramer, text: string): Frame[] {
  return framer.push(Buffer.from(text));
}

function messages(frames: Frame[]): string[] {
  return frames.flatMap((frame) => (frame.kind === 'message' ? [frame.data.toString()] : []));
}

t.test('messages in one segment are told apart by Content-Length', (t) => {
  const framer = new StreamFramer(1000);
  const frames = push(framer, message('abc') + message('') + message('defg', 'l'));
  t.same(messages(frames), [message('abc'), message(''), message('defg', 'l')]);
  t.notOk(framer.partial);
  t.end();
});

t.test('a message may come octet by octet', (t) => {
  const framer = new StreamFramer(1000);
  const text = `\r\n${message('ab\r\n\r\ncd', 'Content-length ')}${message('x', 'L\t')}`;
  const frames = Array.from(Buffer.from(text), (octet) => framer.push(Buffer.of(octet))).flat();
  t.same(messages(frames), [message('ab\r\n\r\ncd', 'Content-length '), message('x', 'L\t')]);
  t.end();
});

t.test('a folded Content-Length counts', (t) => {
  const text = 'A b c\r\nl:\r\n  2\r\n\r\nok';
  t.same(messages(push(new StreamFramer(100), text)), [text]);
  t.end();
});

t.test('a double CRLF between messages is a ping, a single one is nothing', (t) => {
  const framer = new StreamFramer(1000);
  t.same(push(framer, '\r\n'), []);
  t.same(push(framer, '\r'), []);
  t.same(push(framer, '\n'), [{ kind: 'ping' }]);
  const frames = push(framer, `\r\n${message('')}\r\n${message('')}\r\n\r\n`);
  t.same(
    frames.map((frame) => frame.kind),
    ['message', 'message', 'ping'],
  );
  t.end();
});

t.test('what cannot be framed breaks the stream, once', (t) => {
  const cases: [text: string, status: number][] = [
    ['A b c\r\nX: 1\r\n\r\n', 400],
    ['A b c\r\nl: x\r\n\r\n', 400],
    ['A b c\r\nl: -1\r\n\r\n', 400],
    ['A b c\r\nl: 1\r\nContent-Length: 1\r\n\r\n', 400],
    ['A b c\r\nl: 101\r\n\r\n', 513],
    ['A b c\r\nl: 99999999999999999999\r\n\r\n', 400],
    ['x'.repeat(101), 513],
  ];
  for (const [text, status] of cases) {
    const framer = new StreamFramer(100);
    t.match(push(framer, text), [{ kind: 'broken', status }], text.slice(0, 40));
    t.same(push(framer, message('')), []);
    t.notOk(framer.partial);
  }
  t.end();
});
