import t from 'tap';
import { parseNameAddr, formatNameAddr } from '../../../../bridge/sip/message/name-addr.js';
import { formatUri, parseUri, sipUri } from '../../../../bridge/sip/message/uri.js';

t.test('URIs are read part by part and written back the same', (t) => {
  for (const text of [
    'sip:alice@atlanta.example',
    'sips:alice:secretword@atlanta.example:5061;transport=tcp?subject=a%20b&priority=urgent',
    'sip:+1-212-555-1212:1234@gateway.example;user=phone',
    'sip:atlanta.example;method=REGISTER?to=alice%40atlanta.example',
    'sip:alice;day=tuesday@atlanta.example',
    'sip:[2001:db8::1]:5060;lr',
    'sip:null-%00-null@example.com',
    'tel:+1-201-555-0123;phone-context=example.com',
    'urn:service:sos',
  ]) {
    const uri = parseUri(text);
    t.equal(uri === null ? null : formatUri(uri), text);
  }
  t.end();
});

t.test('escapes are decoded, the user part may hold reserved characters', (t) => {
  t.match(parseUri('sip:%61li%C3%A9;par=u%40x@h'), { user: 'alié;par=u@x', host: 'h' });
  t.match(parseUri('sip:h;Lr;Maddr=1.2.3.4')?.params.get('maddr'), '1.2.3.4');
  t.end();
});

t.test('malformed URIs give null', (t) => {
  for (const text of [
    '',
    'sip:',
    ':',
    'sip',
    'sip:@h',
    'sip:a@',
    'sip:a@b@c',
    'sip:a b@c',
    'sip:a@h:',
    'sip:a@h:0',
    'sip:a@h:65536',
    'sip:a@h:5x',
    'sip:a@[::1',
    'sip:a@[::g]',
    'sip:2001:db8::10',
    'sip:a%4@h',
    'sip:h?x',
    'sip:h?=x',
    'sip:a@h>x',
    'tel:',
    'tel:+1 2',
    '1:x',
    'sip:a@-h',
    'sip:h!x',
  ]) {
    t.equal(parseUri(text), null, text);
  }
  t.end();
});

t.test('header parameters and URI parameters are told apart by the angle brackets', (t) => {
  const bare = parseNameAddr('sip:a@b;tag=1');
  t.equal(bare?.params.get('tag'), '1');
  t.equal(bare?.uri.params.size, 0);
  const bracketed = parseNameAddr('Anna  <sip:a@b;lr>;tag=1;x="y;z"');
  t.equal(bracketed?.displayName, 'Anna');
  t.equal(bracketed?.uri.params.has('lr'), true);
  t.equal(bracketed?.params.get('x'), 'y;z');
  t.equal(formatNameAddr(bracketed!), '"Anna" <sip:a@b;lr>;tag=1;x="y;z"');
  for (const text of [
    '<sip:a@b',
    '"a" sip:a@b',
    'Bell, A <sip:a@b>',
    '< sip:a@b >',
    '<sip:a@b>x',
  ]) {
    t.equal(parseNameAddr(text), null, text);
  }
  t.end();
});

t.test('what is formatted cannot break out of its place', (t) => {
  const uri = sipUri({ user: 'a>\r\nX: y', host: 'h\r\nX: y', params: new Map([['p', '1;lr>']]) });
  t.equal(formatUri(uri), 'sip:a%3E%0D%0AX%3A%20y@[hX:y];p=1%3Blr%3E');
  t.equal(
    formatNameAddr({ displayName: 'a"\r\nX: y', uri: sipUri({ host: 'h' }), params: new Map() }),
    '"a\\" X: y" <sip:h>',
  );
  t.end();
});
