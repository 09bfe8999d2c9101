import { message, request, sdp, type TortureMessage } from './sip-torture.js';

export interface InvalidMessage extends TortureMessage {
  /** The status it is refused with; null where nothing may be answered. */
  readonly status: number | null;
}

const refused = (status: number | null, torture: TortureMessage): InvalidMessage => ({
  ...torture,
  status,
});

const options = (target: string) => `OPTIONS ${target} SIP/2.0`;
const invite = 'INVITE sip:user@example.com SIP/2.0';
const register = 'REGISTER sip:example.com SIP/2.0';

/** RFC 4475: messages that must be refused, or dropped. */
export const invalidMessages: readonly InvalidMessage[] = [
  refused(
    400,
    request('badinv01', '3.1.2.1', invite, [
      'Via: SIP/2.0/UDP 192.0.2.15;;,;,,',
      'Contact: "Joe" <sip:joe@example.org>;;;;',
    ]),
  ),
  refused(400, request('clerr', '3.1.2.2', invite, ['Content-Length: 9999'], sdp)),
  refused(400, request('ncl', '3.1.2.3', invite, ['Content-Length: -999'], sdp)),
  refused(
    400,
    request('scalar02', '3.1.2.4', register, [
      'Max-Forwards: 300',
      'CSeq: 36893488147419103232 REGISTER',
      'Expires: 1000000000000000000000000000000000000000000000000000000000',
    ]),
  ),
  refused(
    null,
    message(
      'scalarlg',
      '3.1.2.5',
      `
SIP/2.0 503 Service Unavailable
Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bKzzxdiwo34sw;received=192.0.2.129
To: <sip:user@example.com>
From: <sip:other@example.net>;tag=2easdjfejw
CSeq: 9292394834772304023312 OPTIONS
Call-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r
Retry-After: 949302838503028349304023988
Warning: 1812 overture "In Progress"
Content-Length: 0`,
    ),
  ),
  refused(
    400,
    request('quotbal', '3.1.2.6', invite, ['To: "Mr. J. User <sip:j.user@example.com>']),
  ),
  refused(400, request('ltgtruri', '3.1.2.7', 'INVITE <sip:user@example.com> SIP/2.0')),
  refused(400, request('lwsruri', '3.1.2.8', 'INVITE sip:user@example.com; lr SIP/2.0')),
  refused(400, request('lwsstart', '3.1.2.9', 'INVITE  sip:user@example.com  SIP/2.0')),
  refused(400, request('trws', '3.1.2.10', `${options('sip:remote-target@example.com')}  `)),
  refused(
    400,
    request('escruri', '3.1.2.11', 'INVITE sip:user@example.com?Route=%3Csip:e.example%3E SIP/2.0'),
  ),
  refused(400, request('baddate', '3.1.2.12', invite, ['Date: Fri, 01 Jan 2010 16:00:00 EST'])),
  refused(
    400,
    request('regbadct', '3.1.2.13', register, [
      'Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E',
    ]),
  ),
  refused(
    400,
    request('badaspec', '3.1.2.14', options('sip:user@example.org'), [
      'To: "Watson, Thomas" < sip:t.watson@example.org >',
    ]),
  ),
  refused(
    400,
    request('baddn', '3.1.2.15', options('sip:t.watson@example.org'), [
      'From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43',
    ]),
  ),
  refused(
    505,
    request('badvers', '3.1.2.16', 'OPTIONS sip:t.watson@example.org SIP/7.0', [
      'Via: SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw',
    ]),
  ),
  refused(
    400,
    request('mismatch01', '3.1.2.17', options('sip:user@example.com'), ['CSeq: 8 INVITE']),
  ),
  refused(
    400,
    request('mismatch02', '3.1.2.18', 'NEWMETHOD sip:user@example.com SIP/2.0', ['CSeq: 8 INVITE']),
  ),
  refused(
    null,
    message(
      'bigcode',
      '3.1.2.19',
      `
SIP/2.0 4294967301 better not break the receiver
Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe
Call-ID: bigcode.asdof3uj203asdnf3429uasdhfas3ehjasdfas9i
CSeq: 353494 INVITE
From: <sip:user@example.com>;tag=39ansfi3
To: <sip:user@example.edu>;tag=902jndnke3
Content-Length: 0`,
    ),
  ),
  refused(
    400,
    message(
      'insuf',
      '3.3.1',
      `
INVITE sip:user@example.com SIP/2.0
CSeq: 193942 INVITE
Via: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj.insuf
Content-Type: application/sdp
l: {length}`,
      sdp,
    ),
  ),
  refused(416, request('unkscm', '3.3.2', options('nobodyKnowsThisScheme:totallyopaquecontent'))),
  refused(416, request('novelsc', '3.3.3', options('soap.beep://192.0.2.103:3002'))),
  refused(
    400,
    request('multi01', '3.3.8', invite, [
      'CSeq: 5 INVITE',
      'CSeq: 59 INVITE',
      'Call-ID: multi01.98asdh@192.0.2.1',
      'Call-ID: multi01.98asdh@192.0.2.2',
      'From: sip:caller@example.com;tag=3413415',
      'From: sip:caller@example.net;tag=3413416',
      'To: sip:user@example.com',
      'To: sip:other@example.net',
    ]),
  ),
  refused(
    400,
    request(
      'mcl01',
      '3.3.9',
      options('sip:user@example.com'),
      ['Content-Length: 13', 'Content-Length: 5'],
      "There's no way to know how many octets are supposed to be here.\r\n",
    ),
  ),
];
