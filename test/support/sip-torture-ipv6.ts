import { request, type TortureMessage } from './sip-torture.js';

const register = (target: string) => `REGISTER sip:${target} SIP/2.0`;
const via = 'Via: SIP/2.0/UDP [2001:db8::9:1];branch=z9hG4bKas3-111';
const sdpV6 =
  'v=0\r\no=assistant 971731711378798081 0 IN IP6 2001:db8::20\r\ns=-\r\n' +
  'c=IN IP6 2001:db8::20\r\nt=0 0\r\nm=audio 6000 RTP/AVP 0\r\nm=video 6002 RTP/AVP 31\r\n' +
  'c=IN IP4 192.0.2.9\r\n';

/** RFC 5118; all but §4.2 must be understood. */
export const ipv6Messages: readonly TortureMessage[] = [
  request('ipv6-good', '4.1', register('[2001:db8::10]'), [
    via,
    'Contact: "Caller" <sip:caller@[2001:db8::1]>',
  ]),
  request('ipv6-bad', '4.2', register('2001:db8::10'), [via]),
  request('port-ambiguous', '4.3', register('[2001:db8::10:5070]'), [via]),
  request('port-unambiguous', '4.4', register('[2001:db8::10]:5070'), [via]),
  request('via-received-param-with-delim', '4.5', 'BYE sip:user@[2001:db8::10] SIP/2.0', [
    'Via: SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111',
  ]),
  request('via-received-param-no-delim', '4.5', 'BYE sip:user@[2001:db8::10] SIP/2.0', [
    'Via: SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3-111',
  ]),
  request(
    'ipv6-in-sdp',
    '4.6',
    'INVITE sip:user@[2001:db8::10] SIP/2.0',
    [via, 'Contact: "Caller" <sip:caller@[2001:db8::20]>', 'Content-Type: application/sdp'],
    sdpV6,
  ),
  request('mult-ip-in-header', '4.7', 'BYE sip:user@host.example.net SIP/2.0', [
    'Via: SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKas3-111',
    'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKjhja8781hjuaij65144',
    'Via: SIP/2.0/TCP [2001:db8::9:255];branch=z9hG4bK451jj;received=192.0.2.200',
  ]),
  request(
    'mult-ip-in-sdp',
    '4.8',
    'INVITE sip:user@[2001:db8::10] SIP/2.0',
    [via, 'Content-Type: application/sdp'],
    sdpV6,
  ),
  request('ipv4-mapped-ipv6', '4.9', 'INVITE sip:user@example.com SIP/2.0', [
    'Via: SIP/2.0/UDP [::ffff:192.0.2.10]:19823;branch=z9hG4bKbh19',
    'Via: SIP/2.0/UDP [::ffff:192.0.2.2]:5060;branch=z9hG4bKas3-111',
    'Contact: "T. desk phone" <sip:ted@[::ffff:192.0.2.2]>',
  ]),
  request('ipv6-bug-abnf-3-colons', '4.10', 'OPTIONS sip:user@[2001:db8:::192.0.2.1] SIP/2.0', [
    via,
  ]),
];
