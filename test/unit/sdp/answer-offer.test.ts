import t from 'tap';
import { answerOffer } from '../../../bridge/sdp/offer-answer.js';
import { farSdp, linesOf, localMedia, mediaLinesOf } from '../../support/far-sdp.js';

const pcmuLine = 'm=audio 4000 RTP/AVP 0';

t.test('the answer lists one codec, telephone-event and comfort noise, and no more', (t) => {
  const answer = answerOffer(
    farSdp([
      'm=audio 4000 RTP/AVP 18 0 8 13 101',
      'a=rtpmap:18 G729/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-16',
    ]),
    localMedia(),
  );
  t.same(linesOf(answer.sdp), [
    'v=0',
    'o=- 4711 1 IN IP4 192.0.2.1',
    's=-',
    'c=IN IP4 192.0.2.1',
    't=0 0',
    'm=audio 20000 RTP/AVP 0 101 13',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'a=rtpmap:13 CN/8000',
    'a=ptime:20',
    'a=sendrecv',
    '',
  ]);
  t.match(answer, {
    codec: { name: 'PCMU', payloadType: 0, clockRate: 8000, channels: 1 },
    sendPayloadType: 0,
    receivePayloadTypes: [0],
    telephoneEventPt: 101,
    telephoneEventRate: 8000,
    cnPt: 13,
    ptimeMs: 20,
    remote: { address: '198.51.100.7', port: 4000, rtcpPort: 4001, rtcpMux: false },
    direction: 'sendrecv',
    remoteHold: false,
    srtp: null,
  });
  t.end();
});

t.test('the codec is chosen by our preference, under the number that was offered', (t) => {
  const offer = farSdp([
    'm=audio 4000 RTP/AVP 0 9 107 101 102',
    'a=rtpmap:107 OPUS/48000/2',
    'a=fmtp:107 useinbandfec=1; MaxAverageBitrate=24000',
    'a=rtpmap:101 telephone-event/8000',
    'a=rtpmap:102 telephone-event/48000',
  ]);
  const best = answerOffer(offer, localMedia());
  t.equal(mediaLinesOf(best.sdp)[0], 'm=audio 20000 RTP/AVP 107 102');
  t.match(best.codec, { name: 'opus', payloadType: 107, clockRate: 48_000, channels: 2 });
  t.equal(best.codec.fmtp.get('maxaveragebitrate'), '24000');
  t.equal(best.telephoneEventRate, 48_000, 'events run at the clock of the audio');
  t.ok(linesOf(best.sdp).includes('a=rtpmap:107 opus/48000/2'));
  t.match(best.sdp, /^a=fmtp:107 .*maxaveragebitrate=32000;useinbandfec=1\r$/m);

  const narrow = answerOffer(offer, localMedia({ codecs: ['PCMU', 'opus'] }));
  t.equal(mediaLinesOf(narrow.sdp)[0], 'm=audio 20000 RTP/AVP 0 101');
  t.end();
});

t.test('G.722 runs at 8000 in SDP, also for a peer that writes its sampling rate', (t) => {
  for (const rate of ['8000', '16000']) {
    const answer = answerOffer(
      farSdp(['m=audio 4000 RTP/AVP 9', `a=rtpmap:9 G722/${rate}`]),
      localMedia(),
    );
    t.match(answer.codec, { name: 'G722', payloadType: 9, clockRate: 8000 });
    t.ok(linesOf(answer.sdp).includes('a=rtpmap:9 G722/8000'));
  }
  t.end();
});

t.test('static payload numbers need no rtpmap; a rtpmap overrules them', (t) => {
  const names = (media: string[]) => answerOffer(farSdp(media), localMedia()).codec;
  t.equal(names([pcmuLine]).name, 'PCMU');
  t.equal(names(['m=audio 4000 RTP/AVP 8']).name, 'PCMA');
  t.match(names(['m=audio 4000 RTP/AVP 97 98', 'a=rtpmap:98 PCMA/8000']), {
    name: 'PCMA',
    payloadType: 98,
  });
  t.throws(() => names([pcmuLine, 'a=rtpmap:0 L16/8000']), { code: 'no-usable-codec' });
  t.throws(() => names([pcmuLine, 'a=rtpmap:0 PCMU/8000/2']), { code: 'no-usable-codec' });
  t.end();
});

t.test('with Opus, key events at 8000 are taken where none at 48000 are offered', (t) => {
  const answer = answerOffer(
    farSdp([
      'm=audio 4000 RTP/AVP 107 101',
      'a=rtpmap:107 opus/48000/2',
      'a=rtpmap:101 telephone-event/8000',
    ]),
    localMedia(),
  );
  t.match(answer, { telephoneEventPt: 101, telephoneEventRate: 8000, cnPt: null });
  t.end();
});

t.test('it MUST keep the order and number of media lines, the others with port 0', (t) => {
  const answer = answerOffer(
    farSdp([
      'm=video 5000 RTP/AVP 96 97',
      'a=rtpmap:96 H264/90000',
      'm=audio 0 RTP/AVP 0',
      'm=audio 4000/2 RTP/AVP 18',
      'm=audio 4002 RTP/AVP 8',
      'm=audio 4004 RTP/AVP 0',
      'm=image 4006 udptl t38',
      'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    ]),
    localMedia(),
  );
  t.same(mediaLinesOf(answer.sdp), [
    'm=video 0 RTP/AVP 96 97',
    'm=audio 0 RTP/AVP 0',
    'm=audio 0 RTP/AVP 18',
    'm=audio 20000 RTP/AVP 8',
    'm=audio 0 RTP/AVP 0',
    'm=image 0 udptl t38',
    'm=application 0 UDP/DTLS/SCTP webrtc-datachannel',
  ]);
  t.equal(answer.remote.port, 4002);
  t.end();
});

t.test('the direction of the answer mirrors that of the offer; hold is told', (t) => {
  const cases = [
    [[pcmuLine, 'a=sendrecv'], 'sendrecv', false],
    [[pcmuLine], 'sendrecv', false],
    [[pcmuLine, 'a=sendonly'], 'recvonly', true],
    [[pcmuLine, 'a=recvonly'], 'sendonly', false],
    [[pcmuLine, 'a=inactive'], 'inactive', true],
    [[pcmuLine, 'c=IN IP4 0.0.0.0'], 'recvonly', true],
    [[pcmuLine, 'c=IN IP4 0.0.0.0', 'a=sendonly'], 'recvonly', true],
    [[pcmuLine, 'c=IN IP6 ::'], 'recvonly', true],
  ] as const;
  for (const [media, direction, remoteHold] of cases) {
    const answer = answerOffer(farSdp(media), localMedia());
    t.match(answer, { direction, remoteHold }, media.join(' '));
    t.ok(linesOf(answer.sdp).includes(`a=${direction}`));
  }
  const ofSession = farSdp([pcmuLine]).replace('t=0 0', 't=0 0\r\na=sendonly');
  t.equal(answerOffer(ofSession, localMedia()).direction, 'recvonly', 'at session level');
  t.end();
});

t.test('lines that end in LF alone, and a media-level address, are understood', (t) => {
  const offer = farSdp([pcmuLine, 'c=IN IP4 203.0.113.9']).replaceAll('\r\n', '\n');
  t.equal(answerOffer(offer, localMedia()).remote.address, '203.0.113.9');
  const alone = 'v=0\nm=audio 4000 RTP/AVP 0\nc=IN IP4 203.0.113.9';
  t.equal(answerOffer(alone, localMedia()).remote.port, 4000);
  t.end();
});

t.test('IPv6 on both sides', (t) => {
  const answer = answerOffer(
    farSdp([pcmuLine], 'c=IN IP6 2001:db8::7'),
    localMedia({ address: '2001:db8::1' }),
  );
  t.equal(answer.remote.address, '2001:db8::7');
  t.ok(linesOf(answer.sdp).includes('c=IN IP6 2001:db8::1'));
  t.ok(linesOf(answer.sdp).includes('o=- 4711 1 IN IP6 2001:db8::1'));
  t.end();
});

t.test('RTCP goes where a=rtcp says, or to the RTP port under rtcp-mux', (t) => {
  const named = answerOffer(farSdp([pcmuLine, 'a=rtcp:53020']), localMedia());
  t.match(named.remote, { rtcpPort: 53_020, rtcpMux: false });
  t.notMatch(named.sdp, /rtcp-mux/);
  const mux = answerOffer(farSdp([pcmuLine, 'a=rtcp:53020', 'a=rtcp-mux']), localMedia());
  t.match(mux.remote, { rtcpPort: 4000, rtcpMux: true });
  t.match(mux.sdp, /^a=rtcp-mux\r$/m);
  t.end();
});

t.test('packets are as long as the far end asks, where we can', (t) => {
  const cases = [
    [[pcmuLine], 20],
    [[pcmuLine, 'a=ptime:10'], 10],
    [[pcmuLine, 'a=ptime:30'], 30],
    [[pcmuLine, 'a=ptime:60'], 60],
    [[pcmuLine, 'a=ptime:25'], 20],
    [[pcmuLine, 'a=ptime:5'], 20],
    [[pcmuLine, 'a=ptime:200'], 20],
    [[pcmuLine, 'a=ptime:40', 'a=maxptime:30'], 30],
    [[pcmuLine, 'a=maxptime:15'], 10],
    [['m=audio 4000 RTP/AVP 107', 'a=rtpmap:107 opus/48000/2', 'a=ptime:30'], 20],
    [['m=audio 4000 RTP/AVP 107', 'a=rtpmap:107 opus/48000/2', 'a=ptime:60'], 60],
  ] as const;
  for (const [media, ptimeMs] of cases) {
    const answer = answerOffer(farSdp(media), localMedia());
    t.equal(answer.ptimeMs, ptimeMs, media.join(' '));
    t.ok(linesOf(answer.sdp).includes(`a=ptime:${ptimeMs}`));
  }
  t.end();
});

t.test('the version of our description rises by one when it changes, and only then', (t) => {
  const first = answerOffer(farSdp([pcmuLine]), localMedia());
  const again = answerOffer(farSdp([pcmuLine]), localMedia({ previousSdp: first.sdp }));
  t.equal(again.sdp, first.sdp);
  const hold = answerOffer(
    farSdp([pcmuLine, 'a=sendonly']),
    localMedia({ previousSdp: again.sdp }),
  );
  t.match(hold.sdp, /^o=- 4711 2 IN IP4/m);
  const back = answerOffer(farSdp([pcmuLine]), localMedia({ previousSdp: hold.sdp }));
  t.match(back.sdp, /^o=- 4711 3 IN IP4/m);
  t.end();
});

t.test('an offer that nothing fits is refused with no-usable-codec', (t) => {
  const cases = [
    ['m=audio 4000 RTP/AVP 18', 'a=rtpmap:18 G729/8000'],
    ['m=audio 4000 RTP/AVP 101', 'a=rtpmap:101 telephone-event/8000'],
    ['m=video 4000 RTP/AVP 96', 'a=rtpmap:96 H264/90000'],
    ['m=audio 0 RTP/AVP 0'],
    ['m=audio 4000 RTP/AVP'],
    ['m=audio 4000 UDP/TLS/RTP/SAVPF 0', 'a=fingerprint:sha-256 00', 'a=setup:actpass'],
    ['m=audio 4000 TCP/RTP/AVP 0'],
  ];
  for (const media of cases) {
    t.throws(() => answerOffer(farSdp(media), localMedia()), { code: 'no-usable-codec' });
  }
  t.throws(() => answerOffer(farSdp([pcmuLine]), localMedia({ codecs: ['opus'] })), {
    code: 'no-usable-codec',
    message: /PCMU\/8000/,
  });
  t.end();
});

t.test('what is no session description, or names nowhere to send to, is bad-sdp', (t) => {
  const cases = [
    '',
    'hello',
    farSdp([]),
    farSdp(['m=audio RTP/AVP 0']),
    farSdp(['m=audio 70000 RTP/AVP 0']),
    farSdp(['m=audio -1 RTP/AVP 0']),
    farSdp([pcmuLine], 'c=IN IP4 phone.example.com'),
    farSdp([pcmuLine], 'c=IN IP4 224.2.1.1/127'),
    farSdp([pcmuLine], 'c=IN IP4 255.255.255.255'),
    farSdp([pcmuLine], 'c=IN IP6 ff15::101'),
    farSdp([pcmuLine], 'b=AS:64'),
    farSdp(Array.from({ length: 40 }, () => pcmuLine)),
    farSdp([pcmuLine, `a=x:${'y'.repeat(40_000)}`]),
  ];
  for (const offer of cases) {
    t.throws(() => answerOffer(offer, localMedia()), { code: 'bad-sdp' }, offer.slice(0, 60));
  }
  t.end();
});
