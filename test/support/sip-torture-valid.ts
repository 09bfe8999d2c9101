import { message, request, sdp, type TortureMessage } from './sip-torture.js';

const oddMethod = "!interesting-Method0123456789_*+`.%indeed'~";
const oddUser =
  "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)";

const long = (text: string, times: number) => text.repeat(times);
const manyVias = Array.from(
  { length: 33 },
  (_, n) => `Via: SIP/2.0/TCP sip${33 - n}.example.com`,
).join('\n');

/** RFC 4475: messages that must be understood. */
export const validMessages: readonly TortureMessage[] = [
  message(
    'wsinv',
    '3.1.1.1',
    `
INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
TO :
 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
  ;
  tag = 98asjd8
MaX-fOrWaRdS: 0068
Call-ID: wsinv.ndaksdj@192.0.2.1
Content-Length   : {length}
cseq: 0009
  INVITE
Via  : SIP  /   2.0
 /UDP
    192.0.2.2;branch=390skdjuw
s :
NewFangledHeader:   newfangled value
 continued newfangled value
UnknownHeaderWithUnusualValue: ;;,,;;,;
Content-Type: application/sdp
Route:
 <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
v:  SIP  / 2.0  / TCP     spindle.example.com   ;
  branch  =   z9hG4bK9ikj8  ,
 SIP  /    2.0   / UDP  192.168.255.111   ; branch=
 z9hG4bK30239
m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
      newvalue ;
  secondparam ; q = 0.33`,
    sdp,
  ),
  request('intmeth', '3.1.1.2', `${oddMethod} sip:${oddUser}@example.com SIP/2.0`, [
    "Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~",
    `To: "BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007f" <sip:${oddUser}@example.com>`,
    `From: token1~\` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%="работающий";tag=_token~1'+\`*%!-.`,
    'Call-ID: intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{',
    `CSeq: 139122385 ${oddMethod}`,
    'Max-Forwards: 255',
    "extensionHeader-!.%*+_`'~:\ufeff大停電",
  ]),
  request('esc01', '3.1.1.3', 'INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0', [
    'To: sip:%75se%72@example.com',
    'From: <sip:I%20have%20spaces@example.net>;tag=938',
    'Contact: <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>',
  ]),
  request('escnull', '3.1.1.4', 'REGISTER sip:example.com SIP/2.0', [
    'To: sip:null-%00-null@example.com',
    'From: sip:null-%00-null@example.com;tag=839923423',
    'Contact: <sip:%00@host5.example.com>',
    'Contact: <sip:%00%00@host5.example.com>',
  ]),
  request('esc02', '3.1.1.5', 'RE%47IST%45R sip:registrar.example.com SIP/2.0', [
    'To: "%Z%45" <sip:resource@example.com>',
    'From: "%Z%45" <sip:resource@example.com>;tag=f232jadfj23',
    'Contact: <sip:alias1@host1.example.com>',
    'Contact: <sip:alias2@host2.example.com>',
  ]),
  request('lwsdisp', '3.1.1.6', 'OPTIONS sip:user@example.com SIP/2.0', [
    'From: caller<sip:caller@example.com>;tag=323',
  ]),
  message(
    'longreq',
    '3.1.1.7',
    `
INVITE sip:user@example.com SIP/2.0
To: "I have a user name of ${long('extreme', 10)} proportion"<sip:user@example.com:6000;unknownparam1=very${long('long', 20)}value;long${long('long', 25)}parameter=shortvalue;very${long('long', 25)}parameternamewithnovalue>
F: sip:amazinglylong${long('long', 20)}callername@example.net;tag=12${long('982424', 50)};unknownheaderparam${long('name', 20)}=unknowheaderparam${long('value', 15)};unknownValueless${long('param', 10)}
Call-ID: longreq.one${long('really', 20)}longcallid
CSeq: 3882340 INVITE
Unknown-${long('Long', 20)}-Name: unknown-${long('long', 20)}-value
Via: SIP/2.0/TCP sip33.example.com
${manyVias}
Max-Forwards: 70
Contact: <sip:amazinglylong${long('long', 20)}callername@host5.example.net>
Content-Type: application/sdp
l: {length}`,
    sdp,
  ),
  {
    name: 'dblreq',
    clause: '3.1.1.8',
    data: Buffer.concat([
      request('dblreq', '', 'REGISTER sip:example.com SIP/2.0').data,
      request('dblreq2', '', 'INVITE sip:joe@example.com SIP/2.0', [], sdp).data,
    ]),
  },
  request('semiuri', '3.1.1.9', 'OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0', [
    'Accept: application/sdp, application/pkcs7-mime, multipart/mixed, multipart/signed, message/sip, message/sipfrag',
  ]),
  request('transports', '3.1.1.10', 'OPTIONS sip:user@example.com SIP/2.0', [
    'Via: SIP/2.0/UDP t1.example.com;branch=z9hG4bKkdjuw',
    'Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf',
    'Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj',
    'Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en',
    'Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bK0a9idfnee',
  ]),
  request(
    'mpart01',
    '3.1.1.11',
    'MESSAGE sip:kumiko@example.org SIP/2.0',
    ['Content-Type: multipart/mixed;boundary=7a9cbec02ceef655', 'MIME-Version: 1.0'],
    Buffer.concat([
      Buffer.from('--7a9cbec02ceef655\r\nContent-Type: text/plain\r\n\r\nHello\r\n'),
      Buffer.from('--7a9cbec02ceef655\r\nContent-Type: application/octet-stream\r\n\r\n'),
      Buffer.from(Array.from({ length: 256 }, (_, octet) => octet)),
      Buffer.from('\r\n--7a9cbec02ceef655--\r\n'),
    ]),
  ),
  message(
    'unreason',
    '3.1.1.12',
    `
SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое
Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923
Call-ID: unreason.1234ksdfak3j2erwedfsASdf
CSeq: 35 INVITE
From: sip:user@example.com;tag=11141343
To: sip:user@example.edu;tag=2229
Content-Length: {length}
Content-Type: application/sdp
Contact: <sip:user@host198.example.com>`,
    sdp,
  ),
  message(
    'noreason',
    '3.1.1.13',
    `
SIP/2.0 100\u0020
Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe
Call-ID: noreason.asndj203insdf99223ndf
CSeq: 35 INVITE
From: <sip:user@example.com>;tag=39ansfi3
To: <sip:user@example.edu>;tag=902jndnke3
Content-Length: 0
Contact: <sip:user@host105.example.com>`,
  ),
  request('badbranch', '3.2.1', 'OPTIONS sip:user@example.com SIP/2.0', [
    'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK',
  ]),
  request('unksm2', '3.3.4', 'REGISTER sip:example.com SIP/2.0', [
    'To: isbn:2983792873',
    'From: <http://www.example.com>;tag=3234233',
    'Contact: <name:John_Smith>',
  ]),
  request('bext01', '3.3.5', 'OPTIONS sip:user@example.com SIP/2.0', [
    'Require: nothingSupportsThis, nothingSupportsThisEither',
    'Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis',
  ]),
  request(
    'invut',
    '3.3.6',
    'INVITE sip:user@example.com SIP/2.0',
    ['Content-Type: application/unknownformat'],
    '<audio><pcmu port="443"/></audio>\r\n',
  ),
  request('regaut01', '3.3.7', 'REGISTER sip:example.com SIP/2.0', [
    'Authorization: NoOneKnowsThisScheme opaque-data=here',
  ]),
  message(
    'bcast',
    '3.3.10',
    `
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923
Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23
Call-ID: bcast.0384840201234ksdfak3j2erwedfsASdf
CSeq: 35 INVITE
From: sip:user@example.com;tag=11141343
To: sip:user@example.edu;tag=2229
Content-Length: {length}
Content-Type: application/sdp
Contact: <sip:user@host28.example.com>`,
    sdp,
  ),
  request('zeromf', '3.3.11', 'OPTIONS sip:user@example.com SIP/2.0', ['Max-Forwards: 0']),
  request('cparam01', '3.3.12', 'REGISTER sip:example.com SIP/2.0', [
    'Contact: sip:+19725552222@gw1.example.net;unknownparam',
  ]),
  request('cparam02', '3.3.13', 'REGISTER sip:example.com SIP/2.0', [
    'Contact: <sip:+19725552222@gw1.example.net;unknownparam>',
  ]),
  request('regescrt', '3.3.14', 'REGISTER sip:example.com SIP/2.0', [
    'Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>',
  ]),
  request(
    'sdp01',
    '3.3.15',
    'INVITE sip:user@example.com SIP/2.0',
    ['Content-Type: application/sdp', 'Accept: text/nobodyKnowsThis'],
    sdp,
  ),
  message(
    'inv2543',
    '3.4.1',
    `
INVITE sip:UserB@example.com SIP/2.0
Via: SIP/2.0/UDP iftgw.example.com
From: <sip:+13035551111@ift.client.example.net;user=phone>
Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>
To: sip:+16505552222@ss1.example.net;user=phone
Call-ID: inv2543.1717@ift.client.example.com
CSeq: 56 INVITE
Content-Type: application/sdp`,
    sdp,
  ),
];
