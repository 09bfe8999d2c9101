import t from 'tap';
import { answerOffer, applyAnswer, makeOffer } from '../../../bridge/sdp/offer-answer.js';
import {
  farKey,
  farSdp,
  linesOf,
  localMedia,
  mediaLinesOf,
  srtpKey,
} from '../../support/far-sdp.js';

const ourKey = Buffer.from(srtpKey).toString('base64');
const private_ = localMedia({ srtp: 'allow', srtpKey });
const savp = 'm=audio 4000 RTP/SAVP 0';
const crypto = (tag: number, suite: string, rest = '') =>
  `a=crypto:${tag} ${suite} inline:${farKey}${rest}`;
const sha80 = 'AES_CM_128_HMAC_SHA1_80';
const sha32 = 'AES_CM_128_HMAC_SHA1_32';

t.test('the strongest suite that we know is accepted under its tag, with our key', (t) => {
  const answer = answerOffer(
    farSdp([savp, crypto(1, 'AES_256_CM_HMAC_SHA1_80'), crypto(2, sha32), crypto(3, sha80)]),
    private_,
  );
  t.same(
    linesOf(answer.sdp).filter((line) => line.startsWith('a=crypto')),
    [`a=crypto:3 ${sha80} inline:${ourKey}`],
  );
  t.equal(mediaLinesOf(answer.sdp)[0], 'm=audio 20000 RTP/SAVP 0');
  t.same(answer.srtp, {
    suite: sha80,
    localKey: srtpKey,
    remoteKey: new Uint8Array(Buffer.from(farKey, 'base64')),
  });
  t.end();
});

t.test(
  'a lifetime and a window hint are harmless; MKI, several keys, other parameters not',
  (t) => {
    const usable = [
      crypto(1, sha80, '|2^31'),
      crypto(1, sha80, '|1048576'),
      crypto(1, sha80, ' WSH=64'),
    ];
    for (const line of usable) {
      t.equal(answerOffer(farSdp([savp, line]), private_).srtp?.suite, sha80, line);
    }
    const unusable = [
      crypto(1, sha80, '|2^20|1:4'),
      crypto(1, sha80, `;inline:${farKey}`),
      crypto(1, sha80, ' UNENCRYPTED_SRTP'),
      crypto(1, sha80, ' KDR=1'),
      `a=crypto:1 ${sha80} inline:c2hvcnQ=`,
      `a=crypto:1 ${sha80} `,
      'a=crypto:x',
    ];
    for (const line of unusable) {
      t.throws(
        () => answerOffer(farSdp([savp, line]), private_),
        { code: 'no-usable-codec' },
        line,
      );
    }
    t.end();
  },
);

t.test('where signalling is not private, encrypted lines are refused', (t) => {
  const line = crypto(1, sha80);
  t.throws(() => answerOffer(farSdp([savp, line]), localMedia()), { code: 'no-usable-codec' });
  const answer = answerOffer(farSdp([savp, line, 'm=audio 4002 RTP/AVP 0']), localMedia());
  t.same(mediaLinesOf(answer.sdp), ['m=audio 0 RTP/SAVP 0', 'm=audio 20000 RTP/AVP 0']);
  t.equal(answer.srtp, null);
  t.end();
});

t.test('keys beside a plain profile are taken up only where signalling is private', (t) => {
  const offer = farSdp(['m=audio 4000 RTP/AVP 0', crypto(1, sha80)]);
  t.equal(answerOffer(offer, localMedia()).srtp, null);
  t.notMatch(answerOffer(offer, localMedia()).sdp, /crypto/);
  t.equal(answerOffer(offer, private_).srtp?.suite, sha80);
  t.end();
});

t.test('our offer with keys: answered in plain, encrypted, or with a key never offered', (t) => {
  const offer = makeOffer(private_);
  t.equal(linesOf(offer).filter((line) => line.startsWith('a=crypto')).length, 2);
  const line = 'm=audio 4000 RTP/AVP 0';
  t.equal(applyAnswer(offer, farSdp([line]), private_).srtp, null);
  const encrypted = applyAnswer(offer, farSdp([line, crypto(2, sha32)]), private_);
  t.match(encrypted.srtp, { suite: sha32, localKey: srtpKey });
  t.throws(() => applyAnswer(offer, farSdp([line, crypto(9, sha80)]), private_), {
    code: 'bad-sdp',
  });
  t.end();
});

t.test('a session that was agreed in plain stays plain in our next offer', (t) => {
  const plain = answerOffer(farSdp(['m=audio 4000 RTP/AVP 0']), private_);
  const offer = makeOffer(localMedia({ srtp: 'allow', srtpKey, previousSdp: plain.sdp }));
  t.notMatch(offer, /crypto/);
  const encrypted = answerOffer(farSdp([savp, crypto(1, sha80)]), private_);
  const next = makeOffer(localMedia({ srtp: 'allow', srtpKey, previousSdp: encrypted.sdp }));
  t.match(next, /^m=audio 20000 RTP\/SAVP /m);
  t.match(next, /^a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:/m);
  t.end();
});
