import t from 'tap';
import { idleKeypad, stepKeypad } from '../../../ivr/keypad.js';

/** Presses keys 200 ms apart; a space is a pause of 3.1 s. */
function press(keys: string): readonly string[] {
  let state = idleKeypad;
  let nowMs = 0;
  const commands: string[] = [];
  for (const key of keys) {
    nowMs += key === ' ' ? 3_100 : 200;
    if (key === ' ') continue;
    const step = stepKeypad(state, key, nowMs);
    state = step.state;
    if (step.pressed !== null) commands.push(step.pressed);
  }
  return commands;
}

t.test('two keys make a command', (t) => {
  const rows: readonly [string, readonly string[]][] = [
    ['*2', ['*2']],
    ['#3', ['#3']],
    ['*2*2', ['*2', '*2']],
    ['**2', ['*2']],
    ['#*5', ['*5']],
    ['*#5', ['#5']],
    ['*', []],
    ['2', []],
    ['252', []],
    ['* 2', []],
    ['* *2', ['*2']],
    ['*22', ['*2']],
    ['*A2', []],
  ];
  for (const [keys, commands] of rows) t.same(press(keys), commands, `"${keys}"`);
  t.end();
});

t.test('a lone key counts for 3 s, to the millisecond', (t) => {
  const { state } = stepKeypad(idleKeypad, '*', 0);
  t.equal(stepKeypad(state, '2', 3_000).pressed, '*2');
  t.equal(stepKeypad(state, '2', 3_001).pressed, null);
  t.end();
});
