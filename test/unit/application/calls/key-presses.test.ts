import t from 'tap';
import { KeyPresses } from '../../../../bridge/application/calls/key-presses.js';

t.test('one press told in two ways is one press', (t) => {
  const presses = new KeyPresses();
  t.equal(presses.isNew('5', 'rtp-event', 1000), true);
  t.equal(presses.isNew('5', 'info', 1120), false);
  t.end();
});

t.test('a quick repeat of a key, told in the same way, is two presses', (t) => {
  const presses = new KeyPresses();
  t.equal(presses.isNew('5', 'rtp-event', 1000), true);
  t.equal(presses.isNew('5', 'rtp-event', 1150), true);
  t.end();
});

t.test('a quick repeat where each press is told in two ways is two presses', (t) => {
  const presses = new KeyPresses();
  const told = [
    presses.isNew('5', 'rtp-event', 1000),
    presses.isNew('5', 'info', 1050),
    presses.isNew('5', 'rtp-event', 1200),
    presses.isNew('5', 'info', 1250),
  ];
  t.same(told, [true, false, true, false]);
  t.end();
});

t.test('another key in another way is another press', (t) => {
  const presses = new KeyPresses();
  t.equal(presses.isNew('5', 'rtp-event', 1000), true);
  t.equal(presses.isNew('6', 'in-band', 1100), true);
  t.end();
});
