/** A typical INVITE as a carrier sends it. */
export const invite = [
  'INVITE sip:+3225551234@192.0.2.10:5060;user=phone SIP/2.0',
  'Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK74b43c2d;rport',
  'Via: SIP/2.0/UDP 198.51.100.9;branch=z9hG4bK1;received=198.51.100.9, SIP/2.0/TCP [2001:db8::9]:5070;branch=z9hG4bK0',
  'Record-Route: <sip:198.51.100.7;lr>,<sip:198.51.100.9;lr;ftag=a>',
  'Max-Forwards: 68',
  'From: "Müller, Anna \\"AM\\"" <sip:+32475001122@carrier.example;user=phone>;tag=as58f4201b',
  'To: <sip:+3225551234@bridge.example>',
  'Contact: <sip:+32475001122@198.51.100.7:5060;transport=udp>;expires=60;+sip.instance="<urn:uuid:1>"',
  'Call-ID: 313170a77c1f5e5b@198.51.100.7',
  'CSeq: 102 INVITE',
  'User-Agent: Carrier SBC 4.2',
  'Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO, PUBLISH, MESSAGE',
  'Supported: replaces, timer, 100rel',
  'Session-Expires: 1800;refresher=uac',
  'P-Asserted-Identity: "Anna" <sip:+32475001122@carrier.example>, <tel:+32475001122>',
  'Content-Type: application/sdp',
  'Content-Length: 10',
  '',
  'v=0\r\no=- 1',
].join('\r\n');

/** The same message with one header line replaced, added (after Via) or, with null, taken out. */
export function inviteWith(name: string, line: string | null): Buffer {
  const [head, body] = invite.split('\r\n\r\n') as [string, string];
  const lines = head.split('\r\n').filter((each) => !each.startsWith(`${name}:`));
  if (line !== null) lines.splice(name === 'Via' ? 1 : 3, 0, line);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
