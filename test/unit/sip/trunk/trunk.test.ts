import t from 'tap';
import { createRequest } from '../../../../bridge/sip/message/build.js';
import { parseUri } from '../../../../bridge/sip/message/uri.js';
import { AddressList } from '../../../../bridge/sip/trunk/address-list.js';
import { normalizeNumber } from '../../../../bridge/sip/trunk/numbering.js';
import { callParties, phoneRules, type PartyRules } from '../../../../bridge/sip/trunk/parties.js';
import { sourceVerdict, Trunk } from '../../../../bridge/sip/trunk/trunk.js';

const belgium = { countryCode: '32', nationalPrefix: '0', internationalPrefix: '00' };
const northAmerica = { countryCode: '1', nationalPrefix: '1', internationalPrefix: '011' };

t.test('numbers become E.164 where that can be derived', (t) => {
  const cases: [string, typeof belgium | null, string][] = [
    ['+32 2 555 12 34', belgium, '+3225551234'],
    ['003225551234', belgium, '+3225551234'],
    ['025551234', belgium, '+3225551234'],
    ['3225551234', belgium, '+3225551234'],
    ['0033 1 23 45 67 89', belgium, '+33123456789'],
    ['(212) 555-0100', northAmerica, '+12125550100'],
    ['12125550100', northAmerica, '+12125550100'],
    ['0113225551234', northAmerica, '+3225551234'],
    ['4711', belgium, '4711'],
    ['0471', belgium, '0471'],
    ['100', northAmerica, '100'],
    ['alice', belgium, 'alice'],
    ['025551234', null, '025551234'],
    ['+3225551234', null, '+3225551234'],
    ['00', belgium, '00'],
    ['0000000000000000000000', belgium, '0000000000000000000000'],
  ];
  for (const [sent, numbering, expected] of cases) {
    t.equal(normalizeNumber(sent, numbering), expected, `${sent} → ${expected}`);
  }
  t.end();
});

t.test('an address list knows addresses and networks of both versions', (t) => {
  const list = new AddressList(['192.0.2.10', '198.51.100.0/24', '2001:db8::/32']);
  for (const address of ['192.0.2.10', '::ffff:192.0.2.10', '198.51.100.255', '2001:db8::5']) {
    t.ok(list.has(address), address);
  }
  for (const address of ['192.0.2.11', '198.51.101.0', '2001:db9::1', 'nonsense', '']) {
    t.notOk(list.has(address), address);
  }
  for (const entry of [
    'nonsense',
    '192.0.2.0/33',
    '192.0.2.0/24/1',
    '192.0.2.0/',
    '2001:db8::/x',
  ]) {
    t.throws(() => new AddressList([entry]), { code: 'bad-config' }, entry);
  }
  t.end();
});

function invite(parts: {
  uri?: string;
  from?: string;
  to?: string;
  headers?: readonly (readonly [string, string])[];
}) {
  return createRequest({
    method: 'INVITE',
    uri: parseUri(parts.uri ?? 'sip:025551234@bridge.example')!,
    from: parts.from ?? '"Anna" <sip:022222222@carrier.example>;tag=a',
    to: parts.to ?? '<sip:+3225559999@carrier.example>',
    callId: 'call',
    cseq: 1,
    branch: 'z9hG4bKx',
    headers: parts.headers ?? [],
  });
}

const trunkRules: PartyRules = {
  dialledFrom: ['request-uri', 'p-called-party-id', 'to', 'diversion'],
  numbering: belgium,
  trustIdentity: true,
};

t.test('the dialled number is looked for where the trunk puts it', (t) => {
  const request = invite({
    headers: [
      ['P-Called-Party-ID', '<sip:+3225550001@carrier.example>'],
      ['Diversion', '<sip:+3225550003@c>;reason=unconditional, <tel:+3225550002>'],
    ],
  });
  const all = callParties(request, trunkRules);
  t.equal(all.dialledNumber, '+3225551234');
  t.same(all.dialledCandidates, [
    { source: 'request-uri', number: '+3225551234' },
    { source: 'p-called-party-id', number: '+3225550001' },
    { source: 'to', number: '+3225559999' },
    { source: 'diversion', number: '+3225550002' },
    { source: 'diversion', number: '+3225550003' },
  ]);
  const byTo = callParties(request, { ...trunkRules, dialledFrom: ['to'] });
  t.equal(byTo.dialledNumber, '+3225559999');
  t.equal(callParties(invite({ uri: 'sip:4711@x' }), phoneRules).dialledNumber, '4711');
  t.equal(
    callParties(invite({ uri: 'sip:+32255512;npdi@x' }), trunkRules).dialledNumber,
    '+32255512',
  );
  t.equal(
    callParties(invite({ uri: 'sip:bridge.example' }), { ...trunkRules, dialledFrom: [] })
      .dialledNumber,
    '',
  );
  t.end();
});

t.test('the caller is the asserted identity of a trusted trunk, else From', (t) => {
  const asserted = [
    ['P-Asserted-Identity', '"Main office" <sip:+3221111111@c>, <tel:+3221111111>'],
  ] as const;
  t.match(callParties(invite({ headers: asserted }), trunkRules), {
    callerNumber: '+3221111111',
    callerName: 'Main office',
  });
  t.match(callParties(invite({ headers: asserted }), { ...trunkRules, trustIdentity: false }), {
    callerNumber: '+3222222222',
    callerName: 'Anna',
  });
  t.end();
});

t.test('a withheld number is null', (t) => {
  const anonymous = '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=a';
  const withheld = { callerNumber: null, callerName: null };
  t.match(callParties(invite({ from: anonymous }), trunkRules), withheld);
  t.match(
    callParties(
      invite({
        from: anonymous,
        headers: [
          ['Privacy', 'id'],
          ['P-Asserted-Identity', '<sip:+3221111111@c>'],
        ],
      }),
      trunkRules,
    ),
    withheld,
  );
  t.match(callParties(invite({ headers: [['Privacy', 'none']] }), trunkRules), {
    callerNumber: '+3222222222',
  });
  t.end();
});

t.test('the source decides whose call it is', (t) => {
  const trunk = new Trunk({ name: 'carrier', addresses: ['198.51.100.0/24'] });
  const of = (address: string, policy: 'accept-local' | 'challenge' | 'refuse' | 'drop') =>
    sourceVerdict(address, [trunk], policy).kind;
  t.equal(of('198.51.100.4', 'drop'), 'trunk');
  t.equal(of('127.0.0.1', 'accept-local'), 'phone');
  t.equal(of('::1', 'accept-local'), 'phone');
  t.equal(of('192.168.1.20', 'accept-local'), 'phone');
  t.equal(of('203.0.113.1', 'accept-local'), 'refuse');
  t.equal(of('203.0.113.1', 'challenge'), 'challenge');
  t.equal(of('127.0.0.1', 'refuse'), 'refuse');
  t.equal(of('127.0.0.1', 'drop'), 'drop');
  t.end();
});
