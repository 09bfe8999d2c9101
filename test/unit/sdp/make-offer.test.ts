import t from 'tap';
import { answerOffer, applyAnswer, makeOffer } from '../../../bridge/sdp/offer-answer.js';
import { farSdp, linesOf, localMedia, mediaLinesOf } from '../../support/far-sdp.js';

t.test('our offer lists our codecs in order, with events for each clock', (t) => {
  t.same(linesOf(makeOffer(localMedia())).slice(5), [
    'm=audio 20000 RTP/AVP 96 9 0 8 100 101 13',
    'a=rtpmap:96 opus/48000/2',
    'a=fmtp:96 maxplaybackrate=16000;sprop-maxcapturerate=16000;stereo=0;sprop-stereo=0;' +
      'maxaveragebitrate=32000;useinbandfec=1',
    'a=rtpmap:9 G722/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:100 telephone-event/48000',
    'a=fmtp:100 0-15',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'a=rtpmap:13 CN/8000',
    'a=ptime:20',
    'a=sendrecv',
    '',
  ]);
  const narrow = makeOffer(localMedia({ codecs: ['PCMU'] }));
  t.same(mediaLinesOf(narrow), ['m=audio 20000 RTP/AVP 0 101 13']);
  t.end();
});

t.test('the first of our codecs in the answer is used', (t) => {
  const local = localMedia();
  const offer = makeOffer(local);
  const negotiated = applyAnswer(
    offer,
    farSdp([
      'm=audio 4000 RTP/AVP 18 8 0 101',
      'a=rtpmap:101 telephone-event/8000',
      'a=ptime:30',
      'a=recvonly',
    ]),
    local,
  );
  t.match(negotiated, {
    sdp: offer,
    codec: { name: 'PCMA', payloadType: 8 },
    telephoneEventPt: 101,
    telephoneEventReceivePts: [101],
    cnPt: null,
    ptimeMs: 30,
    direction: 'sendonly',
    remoteHold: false,
    remote: { address: '198.51.100.7', port: 4000 },
  });
  t.end();
});

t.test('an answer that renumbers is sent to with its numbers and heard under ours', (t) => {
  const local = localMedia();
  const answer = farSdp([
    'm=audio 4000 RTP/AVP 111 112',
    'a=rtpmap:111 opus/48000/2',
    'a=rtpmap:112 telephone-event/48000',
  ]);
  t.match(applyAnswer(makeOffer(local), answer, local), {
    sendPayloadType: 111,
    receivePayloadTypes: [96, 111],
    telephoneEventPt: 112,
    telephoneEventReceivePts: [100, 112],
  });
  t.end();
});

t.test('a dynamic number without rtpmap in the answer means what we offered', (t) => {
  const local = localMedia();
  const answer = farSdp(['m=audio 4000 RTP/AVP 96 100']);
  t.match(applyAnswer(makeOffer(local), answer, local), {
    codec: { name: 'opus', payloadType: 96 },
    telephoneEventPt: 100,
    telephoneEventRate: 48_000,
  });
  t.end();
});

t.test('an answer without usable audio is refused', (t) => {
  const local = localMedia({ codecs: ['PCMU'] });
  const offer = makeOffer(local);
  const apply = (media: string[]) => applyAnswer(offer, farSdp(media), local);
  t.throws(() => apply(['m=audio 0 RTP/AVP 0']), { code: 'no-usable-codec' });
  t.throws(() => apply(['m=audio 4000 RTP/AVP 8']), { code: 'no-usable-codec' });
  t.throws(() => apply(['m=video 4000 RTP/AVP 0']), { code: 'bad-sdp' });
  t.throws(() => apply(['m=audio 4000 RTP/SAVP 0']), { code: 'bad-sdp' });
  t.throws(() => applyAnswer(offer, 'nonsense', local), { code: 'bad-sdp' });
  t.end();
});

t.test('within a session our offer keeps lines, places and payload numbers', (t) => {
  const answered = answerOffer(
    farSdp([
      'm=video 5000 RTP/AVP 96',
      'm=audio 4000 RTP/AVP 101 96',
      'a=rtpmap:101 opus/48000/2',
      'a=rtpmap:96 telephone-event/48000',
      'a=rtcp-mux',
    ]),
    localMedia(),
  );
  const offer = makeOffer(localMedia({ previousSdp: answered.sdp }));
  t.same(mediaLinesOf(offer), [
    'm=video 0 RTP/AVP 96',
    'm=audio 20000 RTP/AVP 101 9 0 8 96 102 13',
  ]);
  t.match(offer, /^a=rtpmap:101 opus\/48000\/2\r$/m);
  t.match(offer, /^a=rtpmap:96 telephone-event\/48000\r$/m);
  t.match(offer, /^a=rtpmap:102 telephone-event\/8000\r$/m);
  t.match(offer, /^a=rtcp-mux\r$/m);
  t.match(offer, /^o=- 4711 2 /m);
  const answer = farSdp(['m=video 0 RTP/AVP 96', 'm=audio 4000 RTP/AVP 0']);
  t.equal(applyAnswer(offer, answer, localMedia()).codec.name, 'PCMU');
  t.end();
});
