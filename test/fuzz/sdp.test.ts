// Offers and answers broken in every way: either a description that is well formed, or one of two
// errors.
import t from 'tap';
import { PartylineError } from '../../bridge/kernel/errors.js';
import { answerOffer, applyAnswer, makeOffer } from '../../bridge/sdp/offer-answer.js';
import { farKey, farSdp, localMedia, srtpKey } from '../support/far-sdp.js';
import { livingBytes } from '../support/heap.js';
import { mutateBytes, pick } from '../support/mutate.js';
import { SeededRandom } from '../support/seeded-random.js';

const seed = 20_261_123;
const inputs = 100_000;

const corpus = [
  farSdp([
    'm=audio 4000 RTP/AVP 0 8 9 107 13 101',
    'a=rtpmap:107 opus/48000/2',
    'a=fmtp:107 useinbandfec=1;maxaveragebitrate=24000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=ptime:20',
    'a=maxptime:60',
    'a=sendrecv',
  ]),
  farSdp([
    'm=video 5000 RTP/AVP 96',
    'a=rtpmap:96 H264/90000',
    'm=audio 4000/2 RTP/SAVP 8',
    `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${farKey}|2^20`,
    'a=rtcp:4001 IN IP4 198.51.100.7',
    'a=rtcp-mux',
    'a=sendonly',
  ]),
  farSdp(['m=audio 4000 RTP/AVP 9', 'a=inactive'], 'c=IN IP6 2001:db8::7').replaceAll('\r', ''),
  farSdp([
    'a=group:BUNDLE 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 0',
    'a=candidate:1 1 udp 2113937151 192.0.2.9 60017 typ host generation 0 network-id 3',
    'a=fingerprint:sha-256 00:11',
    'a=ssrc:2566107569 cname:t9YU8M1UxTF8Y1A1',
    'm=audio 4000 RTP/AVP 0',
    'a=simulcast:send 1,2,3;~4,~5 recv 6',
    'a=imageattr:97 send [x=800,y=640] recv [x=330,y=250]',
  ]),
];

const tokens = [
  ...['0', '-1', '65536', '4294967296', '1e9', 'NaN', '', ' ', '\t', '/', ':', ';', '=', '\0', 'é'],
  ...['m=', 'm=audio 1 RTP/AVP', 'c=IN IP4 0.0.0.0', 'c=IN IP6 ::', 'a=rtpmap:', 'a=fmtp:101 '],
  ...['__proto__', 'constructor', '\r', '\n', '\r\n', 'a=crypto:1 ', 'RTP/AVP', 'x'.repeat(300)],
];

function mutate(text: string, random: SeededRandom): string {
  if (random.below(4) === 0) {
    return Buffer.from(mutateBytes(Buffer.from(text), random)).toString('latin1');
  }
  const lines = text.split('\n');
  for (let changes = random.below(5); changes >= 0; changes--) {
    const at = random.below(lines.length);
    const words = (lines[at] ?? '').split(' ');
    switch (random.below(5)) {
      case 0:
        lines.splice(at, 1);
        break;
      case 1:
        lines.splice(random.below(lines.length), 0, lines[at] ?? '');
        break;
      case 2:
        words[random.below(words.length)] = pick(random, tokens);
        lines[at] = words.join(' ');
        break;
      case 3:
        lines.splice(at, 0, ...pick(random, corpus).split('\n').slice(random.below(10)));
        break;
      default:
        lines[at] = pick(random, tokens) + (lines[at] ?? '');
    }
  }
  return lines.join('\n');
}

const local = localMedia({ srtp: 'allow', srtpKey });
const ourOffer = makeOffer(local);

const mediaLines = (sdp: string) => sdp.match(/(?<=^|[\r\n])m=[^\r\n]*/g) ?? [];

/** @returns whether the input was accepted as an offer */
function checkOffer(input: string): boolean {
  try {
    const { sdp, remote, ptimeMs } = answerOffer(input, local);
    const lines = mediaLines(sdp);
    const inUse = lines.filter((line) => !/^m=\S+ 0 /.test(line));
    if (lines.length !== mediaLines(input).length) throw new Error('number of media lines');
    if (inUse.length !== 1 || !inUse[0]!.startsWith('m=audio 20000 ')) throw new Error('in use');
    if (remote.port < 1 || remote.port > 65_535 || remote.rtcpPort > 65_535)
      throw new Error('port');
    if (ptimeMs < 10 || ptimeMs > 60 || ptimeMs % 10 !== 0) throw new Error('ptime');
    if (/[^\r]\n|\r[^\n]/.test(sdp)) throw new Error('a line of the offer broke ours');
    return true;
  } catch (error) {
    if (!(error instanceof PartylineError)) throw error;
    return false;
  }
}

/** @returns whether the input was accepted as an answer */
function checkAnswer(input: string): boolean {
  try {
    applyAnswer(ourOffer, input, local);
    return true;
  } catch (error) {
    if (!(error instanceof PartylineError)) throw error;
    return false;
  }
}

t.test(`whatever the far end describes, seed ${seed}`, (t) => {
  const random = new SeededRandom(seed);
  let accepted = 0;
  let bytesBefore = 0;
  for (let n = 0; n < inputs; n++) {
    if (n === inputs / 4) bytesBefore = livingBytes();
    const input = mutate(pick(random, corpus), random);
    try {
      if (n % 4 === 0 ? checkAnswer(input) : checkOffer(input)) accepted++;
    } catch (error) {
      t.fail(`input ${n}: ${String(error)}`, { input });
      break;
    }
  }
  const growth = livingBytes() - bytesBefore;
  t.ok(growth < 2_000_000, `memory grew by ${growth} bytes`);
  t.ok(accepted > inputs / 10 && accepted < inputs, `${accepted} of ${inputs} were accepted`);
  t.end();
});
