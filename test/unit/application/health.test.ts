import t from 'tap';
import { Health } from '../../../bridge/application/health.js';
import { FakeClock } from '../../support/fake-clock.js';

function setup() {
  const clock = new FakeClock();
  const state = {
    store: null as Error | null,
    history: null as string | null,
    media: { ready: true, problem: null as string | null },
    freeBytes: 1e9,
    recordings: null as string | null,
    mail: null as string | null,
    checks: 0,
  };
  const health = new Health({
    checkStore: () => {
      state.checks += 1;
      return state.store === null ? Promise.resolve() : Promise.reject(state.store);
    },
    historyProblem: () => state.history,
    mediaStatus: () => state.media,
    freeBytes: () => Promise.resolve(state.freeBytes),
    warnings: {
      recordings: () => state.recordings,
      mail: () => state.mail,
      clock: () => null,
    },
    clock,
  });
  return { clock, state, health };
}

t.test('calls can be taken once signalling listens, and no more while draining', async (t) => {
  const { health, clock } = setup();
  await health.start();
  t.match(health.report(), { ok: false, problems: { signalling: /not listening/ } });
  health.listening();
  t.same(health.report(), { ok: true, problems: {}, warnings: {} });
  health.draining();
  t.match(health.report(), { ok: false, problems: { drain: /refused/ } });
  health.stop();
  t.same(clock.survivors(), []);
});

t.test('each part says what is wrong with it, until it is well again', async (t) => {
  const { health, clock, state } = setup();
  await health.start();
  health.listening();
  state.store = new Error('disk is full');
  state.freeBytes = 5e6;
  state.recordings = '900 MB are left';
  state.mail = '2 mails wait';
  state.media = { ready: false, problem: 'all workers died' };
  await clock.settle(10_000);
  t.same(health.report(), {
    ok: false,
    problems: {
      media: 'all workers died',
      store: 'disk is full',
      disk: 'only 5 MB are free',
    },
    warnings: { recordings: '900 MB are left', mail: '2 mails wait' },
  });
  state.store = null;
  state.freeBytes = 1e9;
  state.recordings = null;
  state.mail = null;
  state.media = { ready: true, problem: null };
  state.history = 'locked';
  await clock.settle(10_000);
  t.same(health.report(), { ok: false, problems: { store: 'locked' }, warnings: {} });
  state.history = null;
  t.ok(health.report().ok);
  t.equal(state.checks, 3, 'asking costs no check');
  health.stop();
  await clock.settle(60_000);
  t.equal(state.checks, 3);
  t.same(clock.survivors(), []);
});
