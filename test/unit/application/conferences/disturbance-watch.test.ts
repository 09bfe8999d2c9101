import t from 'tap';
import { DisturbanceWatch } from '../../../../bridge/application/conferences/disturbance-watch.js';
import type { MemberLevel, QualityReport } from '../../../../bridge/ports/media-server.js';

const quality = { packetsReceived: 1 } as QualityReport;

const quiet: MemberLevel = {
  memberId: 'quiet',
  levelDbov: -62,
  talking: false,
  noiseDbov: -62,
  echo: null,
  quality,
};
const talker: MemberLevel = { ...quiet, memberId: 'talker', levelDbov: -20, talking: true };
const noisy: MemberLevel = { ...quiet, memberId: 'noisy', levelDbov: -39, noiseDbov: -40 };
/** So loud that it is taken for a voice. */
const roaring: MemberLevel = { ...noisy, levelDbov: -24, noiseDbov: -25, talking: true };
const echoing: MemberLevel = { ...quiet, memberId: 'echoing', echo: 0.9 };

class Watched {
  readonly watch = new DisturbanceWatch();
  muted = new Set<string>();
  nowMs = 0;

  /** Ten batches a second; what was told, as `member cause`. */
  seconds(count: number, ...levels: readonly MemberLevel[]): readonly string[] {
    const told: string[] = [];
    for (let n = 0; n < count * 10; n++) {
      this.nowMs += 100;
      const found = this.watch.update(levels, (id) => !this.muted.has(id), this.nowMs);
      told.push(...found.map(({ memberId, cause }) => `${memberId} ${cause}`));
    }
    return told;
  }
}

t.test('noise in a quiet room is told of once, after five seconds', (t) => {
  const w = new Watched();
  t.same(w.seconds(4, quiet, noisy), []);
  t.same(w.seconds(2, quiet, noisy), ['noisy noise']);
  t.same(w.seconds(60, quiet, noisy), []);
  t.end();
});

t.test('a line so noisy that it is taken for a talker is found too', (t) => {
  t.same(new Watched().seconds(6, quiet, roaring), ['noisy noise']);
  t.end();
});

t.test('while somebody speaks nobody disturbs; the quiet between is added up', (t) => {
  const w = new Watched();
  t.same(w.seconds(60, talker, noisy), []);
  for (let turn = 0; turn < 4; turn++) {
    t.same(w.seconds(1, quiet, noisy), []);
    t.same(w.seconds(3, talker, noisy), []);
  }
  t.same(w.seconds(1.2, quiet, noisy), ['noisy noise']);
  t.end();
});

t.test('it is news again when it was over: the noise had gone, or the line was muted', (t) => {
  const w = new Watched();
  t.same(w.seconds(6, noisy), ['noisy noise']);
  w.seconds(1, { ...noisy, noiseDbov: -47 });
  t.same(w.seconds(6, noisy), [], 'a little less is not over');
  w.seconds(1, { ...noisy, noiseDbov: -60 });
  t.same(w.seconds(6, noisy), ['noisy noise']);
  w.muted.add('noisy');
  t.same(w.seconds(20, noisy), []);
  w.muted.delete('noisy');
  t.same(w.seconds(6, noisy), ['noisy noise']);
  t.end();
});

t.test('echo is told of while others speak', (t) => {
  const w = new Watched();
  t.same(w.seconds(6, talker, echoing), ['echoing echo']);
  t.same(w.seconds(30, talker, echoing, quiet), []);
  t.same(w.seconds(6, talker, { ...echoing, echo: 0.6 }), [], 'which may be chance');
  t.end();
});

t.test('what the media server does not know, or did not tell for long, is no evidence', (t) => {
  const w = new Watched();
  t.same(w.seconds(60, { ...noisy, noiseDbov: null, echo: null }), []);
  w.seconds(1, noisy);
  w.nowMs += 60_000;
  t.same(w.seconds(1, noisy), []);
  t.end();
});
