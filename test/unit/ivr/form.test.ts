import t from 'tap';
import { createForm, stepForm } from '../../../ivr/form/form.js';
import type {
  FormAnswers,
  FormEffect,
  FormInput,
  FormQuestion,
  FormState,
} from '../../../ivr/form/types.js';
import { text } from '../conference/room.js';

/** A caller with a form before it, on a clock of its own. */
class Caller {
  state: FormState;
  nowMs = 0;
  effects: readonly FormEffect[] = [];
  readonly heard: string[] = [];
  answers: FormAnswers | null = null;
  gaveUp: string | null = null;
  checks = 0;

  constructor(...questions: readonly FormQuestion[]) {
    this.state = createForm(questions);
    this.input({ kind: 'started' });
  }

  input(input: FormInput): void {
    const step = stepForm(this.state, input, this.nowMs);
    this.state = step.state;
    this.effects = step.effects;
    for (const effect of step.effects) {
      if ('phrases' in effect) this.heard.push(...effect.phrases.map(text));
      if (effect.kind === 'done') this.answers = effect.answers;
      if (effect.kind === 'give-up') this.gaveUp = effect.reason;
      if (effect.kind === 'check-code') this.checks += 1;
    }
  }

  press(keys: string): this {
    for (const key of keys) this.input({ kind: 'key', key });
    return this;
  }

  /** Hears the prompt out, and stays silent until something is due. */
  staysSilent(): this {
    if (this.state.playing !== null) {
      this.input({ kind: 'prompt-ended', playback: this.state.playing });
    }
    this.nowMs = this.state.deadlineMs ?? this.nowMs;
    this.input({ kind: 'deadline' });
    return this;
  }

  hearsOut(): this {
    if (this.state.playing !== null) {
      this.input({ kind: 'prompt-ended', playback: this.state.playing });
    }
    return this;
  }

  news(): readonly string[] {
    return this.heard.splice(0);
  }
}

t.test('a security code is checked; a wrong one is asked for again (A5)', (t) => {
  const caller = new Caller({ kind: 'security-code' });
  t.same(caller.news(), ['enter-security-code']);
  caller.press('12*1357#');
  t.equal(caller.checks, 1);
  caller.press('9#');
  t.equal(caller.checks, 1, 'keys during the check are not an entry');
  caller.input({ kind: 'code-checked', result: { kind: 'wrong' } });
  t.same(caller.news(), ['wrong-security-code', 'enter-security-code']);
  caller.press('1357').staysSilent();
  t.equal(caller.checks, 2, 'a pause ends the entry');
  caller.press('#');
  caller.input({ kind: 'code-checked', result: { kind: 'ok' } });
  t.same(caller.answers, { securityCodeKeyed: true });
  t.end();
});

t.test('a check that is put off is asked for again, unheard, and not for ever', (t) => {
  const caller = new Caller({ kind: 'security-code' });
  caller.press('1357#');
  for (let waits = 0; waits < 5; waits++) {
    caller.input({ kind: 'code-checked', result: { kind: 'wait', delayMs: 2_000 } });
    t.equal(caller.news().at(-1), 'please-wait');
    caller.nowMs += 2_000;
    caller.input({ kind: 'deadline' });
  }
  t.equal(caller.checks, 6);
  caller.input({ kind: 'code-checked', result: { kind: 'wait', delayMs: 2_000 } });
  t.equal(caller.gaveUp, 'wrong-code');
  t.end();
});

t.test('a new security code has four digits or more; # takes the last one again', (t) => {
  const first = new Caller({ kind: 'new-security-code', hasLast: false });
  first.press('#');
  t.same(first.news(), ['choose-security-code', 'entry-not-valid', 'choose-security-code']);
  first.press('135#');
  t.equal(first.answers, null);
  first.press('1357#');
  t.equal(first.answers?.newSecurityCode?.reveal(), '1357');
  t.equal(first.news().at(-1), 'security-code-set');

  const again = new Caller({ kind: 'new-security-code', hasLast: true });
  t.same(again.news(), ['choose-security-code', 'or-press-pound-for-last']);
  again.press('#');
  t.same(again.answers, { newSecurityCode: null });
  t.end();
});

t.test('billing codes: entered, the default, none, and none where one is required (A6)', (t) => {
  const ask = (required: boolean, hasDefault: boolean): Caller =>
    new Caller({ kind: 'billing-code', required, hasDefault });
  const rows: readonly [Caller, string, FormAnswers | null][] = [
    [ask(false, false), '4242#', { billingCode: '4242' }],
    [ask(false, false), '#', { billingCode: null }],
    [ask(false, true), '#', { billingCode: null }],
    [ask(true, true), '#', { billingCode: null }],
    [ask(true, false), '42#', { billingCode: '42' }],
    [ask(true, false), '#', null],
    [ask(true, false), '4#', null],
    [ask(false, false), '123456789012345678901#', null],
  ];
  for (const [caller, keys, answers] of rows) t.same(caller.press(keys).answers, answers, keys);
  const silent = ask(false, true);
  for (let tries = 0; tries < 3; tries++) silent.staysSilent();
  t.same(silent.answers, { billingCode: null }, 'nobody is kept out for a label');
  const required = ask(true, false);
  for (let tries = 0; tries < 3; tries++) required.staysSilent();
  t.equal(required.gaveUp, 'no-entry');
  t.end();
});

t.test('a name is said after the tone, heard back, and said again at will (A7)', (t) => {
  const caller = new Caller({ kind: 'name' });
  t.same(caller.news(), ['say-your-name', 'record-tone']);
  caller.press('12#');
  t.same(caller.news(), [], 'keys before the tone do nothing');
  caller.hearsOut();
  t.match(caller.effects, [{ kind: 'record' }]);
  caller.press('5#');
  t.same(caller.effects, [{ kind: 'stop-recording' }]);
  caller.input({ kind: 'recorded', recordedName: 'one.wav' });
  t.same(caller.news(), ['your-name-is', 'one.wav', 'say-again-press-star']);
  caller.press('*').hearsOut();
  caller.input({ kind: 'recorded', recordedName: 'two.wav' });
  caller.staysSilent();
  t.same(caller.answers, { recordedName: 'two.wav' }, 'who does nothing keeps the name');
  t.end();
});

t.test('a caller who says nothing is asked again, and comes in without a name', (t) => {
  const caller = new Caller({ kind: 'name' });
  for (let tries = 0; tries < 3; tries++) {
    caller.hearsOut();
    caller.input({ kind: 'recorded', recordedName: null });
  }
  t.same(caller.answers, { recordedName: null });
  t.same(caller.news().slice(2, 4), ['no-name-heard', 'say-your-name']);
  t.end();
});

t.test('where nothing can be recorded, nobody is asked for a name again', (t) => {
  const caller = new Caller({ kind: 'name' });
  caller.hearsOut();
  caller.input({ kind: 'recording-failed' });
  t.same(caller.answers, { recordedName: null });
  t.end();
});

t.test('several questions are put one after the other, with one deadline at a time', (t) => {
  const caller = new Caller(
    { kind: 'new-security-code', hasLast: false },
    { kind: 'billing-code', required: false, hasDefault: false },
    { kind: 'name' },
  );
  caller.press('1357').staysSilent();
  t.same(caller.news().slice(1), ['security-code-set', 'enter-billing-code', 'or-press-pound']);
  caller.press('#');
  t.equal(caller.answers, null, 'a late # belongs to the code before');
  caller.press('#').hearsOut();
  caller.input({ kind: 'recorded', recordedName: 'ann.wav' });
  caller.press('#');
  t.match(caller.answers, { billingCode: null, recordedName: 'ann.wav' });
  t.equal(caller.state.deadlineMs, null);
  t.same(caller.state.answers, {}, 'nothing is left in it');
  t.end();
});

t.test('a directory that fails ends the form politely', (t) => {
  const caller = new Caller({ kind: 'security-code' });
  caller.press('1357#');
  caller.input({ kind: 'code-checked', result: { kind: 'failed' } });
  t.equal(caller.gaveUp, 'directory-failed');
  t.same(caller.news().slice(-2), ['technical-problem', 'goodbye']);
  t.end();
});
