// Random callers: whatever they key, and whenever answers come, the dialogue gets to an end.
import t from 'tap';
import { createDialogue, step } from '../../ivr/entry-dialogue/dialogue.js';
import type { DialogueInput, DialogueState, DialogueStep } from '../../ivr/entry-dialogue/types.js';
import { idleKeypad, stepKeypad } from '../../ivr/keypad.js';
import { SeededRandom } from '../support/seeded-random.js';

const seed = 20_260_802;
const callers = 4_000;
const inputsEach = 25;

function pick<T>(random: SeededRandom, list: readonly T[]): T {
  return list[random.below(list.length)]!;
}

function randomInput(random: SeededRandom, state: DialogueState): DialogueInput {
  switch (random.below(8)) {
    case 0:
      return { kind: 'deadline' };
    case 1:
      return { kind: 'prompt-ended', playback: random.below(state.lastPlayback + 2) };
    case 2:
      return {
        kind: 'room',
        result: pick(random, [
          { kind: 'found', room: { id: 'r1', enabled: random.below(8) !== 0 } },
          { kind: 'found', room: { id: 'r2', enabled: true } },
          { kind: 'not-found' },
          ...(random.below(8) === 0 ? [{ kind: 'failed' } as const] : []),
        ]),
      };
    case 3:
      return {
        kind: 'pin',
        result: pick(random, [
          { kind: 'ok' },
          { kind: 'wrong' },
          { kind: 'wrong' },
          { kind: 'wait', delayMs: random.below(10_000) },
        ]),
      };
    default:
      return {
        kind: 'key',
        key: pick(random, '0 1 2 3 4 5 6 7 8 9 * * # # A 11'.split(' ')),
      };
  }
}

/** @returns what is wrong after a step, or null */
function violation(before: DialogueState, { state, effects }: DialogueStep): string | null {
  const { stage, playing, deadlineMs } = state;
  const ends = effects.filter(({ kind }) => kind === 'enter' || kind === 'hang-up').length;
  const over = stage.kind === 'over';
  if (ends !== (over && before.stage.kind !== 'over' ? 1 : 0)) return 'not exactly one end';
  if (before.stage.kind === 'over' && state !== before) return 'changed after the end';
  if (over && (playing !== null || deadlineMs !== null)) return 'something goes on after the end';
  const awaitsAnswer = stage.kind === 'finding-room' || stage.kind === 'checking-pin';
  if (!over && !awaitsAnswer && playing === null && deadlineMs === null) {
    return 'the dialogue waits for nothing';
  }
  if (state.keyAhead.reveal().length > 64) return 'keys without bound';
  if (!awaitsAnswer && state.keyAhead.reveal() !== '') return 'keys were left over';
  let heard = before.playing !== null;
  for (const effect of effects) {
    if (effect.kind === 'stop-playing') heard = false;
    if (effect.kind === 'play' || effect.kind === 'hang-up') {
      if (heard) return 'a prompt over a prompt';
      heard = effect.kind === 'play';
    }
  }
  return null;
}

/** Hangs on in silence, with every answer a no. @returns whether the dialogue came to its end */
function endsInSilence(start: DialogueState, startMs: number): boolean {
  let state = start;
  let nowMs = startMs;
  for (let i = 0; i < 60 && state.stage.kind !== 'over'; i++) {
    if (state.playing !== null) {
      state = step(state, { kind: 'prompt-ended', playback: state.playing }, nowMs).state;
    } else if (state.deadlineMs !== null) {
      nowMs = Math.max(nowMs, state.deadlineMs);
      state = step(state, { kind: 'deadline' }, nowMs).state;
    } else {
      state = step(state, { kind: 'room', result: { kind: 'not-found' } }, nowMs).state;
      state = step(state, { kind: 'pin', result: { kind: 'wrong' } }, nowMs).state;
    }
  }
  return state.stage.kind === 'over';
}

t.test(`the entry dialogue with random callers, seed ${seed}`, (t) => {
  const random = new SeededRandom(seed);
  for (let n = 0; n < callers; n++) {
    let nowMs = 0;
    const room = random.below(3) === 0 ? { id: 'r1', enabled: true } : null;
    let { state } = step(createDialogue(), { kind: 'started', room }, nowMs);
    const history: string[] = [];
    for (let i = 0; i < inputsEach; i++) {
      nowMs += random.below(3_000);
      const input = randomInput(random, state);
      history.push(JSON.stringify(input));
      const before = state;
      const after = step(state, input, nowMs);
      state = after.state;
      const wrong = violation(before, after);
      if (wrong !== null) {
        t.fail(wrong, { caller: n, room, history });
        t.end();
        return;
      }
    }
    if (!endsInSilence(state, nowMs)) {
      t.fail('a silent caller is kept for ever', { caller: n, history });
      t.end();
      return;
    }
  }
  t.pass(`${callers * inputsEach} inputs`);
  t.end();
});

t.test(`the keypad with random keys, seed ${seed}`, (t) => {
  const random = new SeededRandom(seed);
  let state = idleKeypad;
  let nowMs = 0;
  let commands = 0;
  for (let n = 0; n < 100_000; n++) {
    nowMs += random.below(2_000);
    const key = pick(random, '0 1 2 3 4 5 6 7 8 9 * # * # A D flash'.split(' '));
    const before = state;
    const after = stepKeypad(state, key, nowMs);
    state = after.state;
    if (after.pressed !== null) {
      commands += 1;
      if (before.pending === null || !/^\d$/.test(key)) t.fail('a command of one key');
    }
  }
  t.ok(commands > 10_000);
  t.end();
});
