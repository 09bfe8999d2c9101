import t from 'tap';
import {
  OfferExchange,
  type OfferState,
  type RemoteOfferVerdict,
} from '../../../../bridge/sip/user-agent/offer-exchange.js';

type Under = Exclude<OfferState, 'idle'>;

/** What an offer of theirs gets, and whether ours may go out, while another is under way. */
const table: readonly (readonly [Under | 'idle', RemoteOfferVerdict, oursMayGo: boolean])[] = [
  ['idle', 'present', true],
  ['local-offer', 'glare', false],
  ['offer-in-2xx', 'glare', false],
  ['remote-offer', 'too-soon', false],
];

for (const [state, verdict, oursMayGo] of table) {
  t.test(`RFC 3261 §14.2: during ${state} an offer of theirs is ${verdict}`, (t) => {
    const exchange = new OfferExchange(() => undefined);
    if (state !== 'idle') exchange.begin(state);
    t.equal(exchange.remoteVerdict, verdict);
    t.equal(exchange.isFree, oursMayGo);
    if (state === 'idle') return void t.end();
    for (const next of ['local-offer', 'remote-offer', 'offer-in-2xx'] as const) {
      t.throws(() => exchange.begin(next), { message: `${next} during ${state}` });
    }
    exchange.end(state === 'local-offer' ? 'remote-offer' : 'local-offer');
    t.notOk(exchange.isFree, 'another one ended nothing');
    exchange.end(state);
    exchange.end(state);
    t.ok(exchange.isFree);
    t.end();
  });
}

t.test('a 2xx that waits for its ACK holds back our offer, and none of theirs', (t) => {
  let turns = 0;
  const exchange = new OfferExchange(() => turns++);
  exchange.ackAwaited = true;
  t.equal(exchange.remoteVerdict, 'present');
  exchange.giveTurn();
  t.equal(turns, 0);
  exchange.ackAwaited = false;
  exchange.giveTurn();
  t.equal(turns, 1);
  t.end();
});
