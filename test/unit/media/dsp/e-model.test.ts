import t from 'tap';
import { eModelMos } from '../../../../bridge/media/dsp/e-model.js';

t.test('a perfect G.711 line is 4.4', (t) => {
  t.ok(Math.abs(eModelMos({ lossPct: 0, delayMs: 0, codec: 'PCMU' }) - 4.41) < 0.01);
  t.end();
});

t.test('loss costs what G.113 says of concealed G.711', (t) => {
  // R = 93.2 − 95 · 5 / (5 + 25.1) = 77.4
  t.ok(Math.abs(eModelMos({ lossPct: 5, delayMs: 20, codec: 'PCMA' }) - 3.94) < 0.02);
  t.end();
});

t.test('delay costs from 100 ms on, much from 200 ms on', (t) => {
  const mos = (delayMs: number) => eModelMos({ lossPct: 0, delayMs, codec: 'PCMU' });
  t.equal(mos(100), mos(0));
  t.ok(mos(150) > 4.35);
  t.ok(mos(200) - mos(300) > 0.2);
  t.ok(mos(400) < 3.9 && mos(400) > 3.3);
  t.end();
});

t.test('it falls with loss for every codec, and stays within 1.0 and 4.5', (t) => {
  for (const codec of ['PCMU', 'PCMA', 'G722', 'opus'] as const) {
    let last = 4.5;
    for (const lossPct of [-1, 0, 1, 3, 10, 30, 100, 200]) {
      const mos = eModelMos({ lossPct, delayMs: 500, codec });
      t.ok(mos <= last && mos >= 1);
      last = mos;
    }
  }
  t.end();
});
