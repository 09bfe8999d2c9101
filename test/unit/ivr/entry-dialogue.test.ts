import t from 'tap';
import { Caller } from './caller.js';

const greeting = 'play welcome enter-room-number';

/** A caller who has been asked whether it is the organizer. */
function atOrganizerQuestion(): Caller {
  const caller = new Caller();
  caller.start('r1');
  caller.promptEnds();
  caller.takeLog();
  return caller;
}

/** A caller who has heard the question for the PIN. */
function atPin(): Caller {
  const caller = atOrganizerQuestion();
  caller.press('*');
  caller.promptEnds();
  caller.takeLog();
  return caller;
}

t.test('an organizer who answers each question in turn', (t) => {
  const caller = new Caller();
  caller.start();
  caller.promptEnds();
  caller.press('700100#');
  caller.answerRoom('r1');
  caller.promptEnds();
  caller.press('*');
  caller.promptEnds();
  caller.press('1234#');
  caller.answerPin('ok');
  t.same(caller.takeLog(), [
    greeting,
    'look-up-room 700100',
    'play organizer-press-star',
    'play enter-pin',
    'check-pin r1 1234',
    'enter r1 organizer',
  ]);
  t.end();
});

t.test('a participant stays on the line', (t) => {
  const caller = new Caller();
  caller.start();
  caller.promptEnds();
  caller.press('700100#');
  caller.answerRoom('r1');
  caller.promptEnds();
  caller.staysSilent();
  t.same(caller.takeLog(), [
    greeting,
    'look-up-room 700100',
    'play organizer-press-star',
    'enter r1 participant',
  ]);
  t.end();
});

t.test('keys ahead of every prompt, all during the greeting (A3)', (t) => {
  const rows: readonly [string, readonly string[]][] = [
    ['700100#*1234#', ['check-pin r1 1234', 'enter r1 organizer']],
    ['700100*1234#', ['check-pin r1 1234', 'enter r1 organizer']],
    ['700100##', ['enter r1 participant']],
    ['*700100#*1234#', ['check-pin r1 1234', 'enter r1 organizer']],
    ['700100#*99*1234#', ['check-pin r1 1234', 'enter r1 organizer']],
    ['700100#**1234#', ['check-pin r1 1234', 'enter r1 organizer']],
    ['700100#5*1234#', ['check-pin r1 1234', 'enter r1 organizer']],
  ];
  for (const [keys, outcome] of rows) {
    const caller = new Caller();
    caller.start();
    caller.press(keys);
    t.same(caller.takeLog(), [greeting, 'stop-playing', 'look-up-room 700100'], keys);
    caller.answerRoom('r1');
    if (caller.state.stage.kind === 'checking-pin') caller.answerPin('ok');
    t.same(caller.takeLog(), outcome, keys);
  }
  t.end();
});

t.test('keys that come ahead of part of an entry begin it', (t) => {
  const caller = new Caller();
  caller.start();
  caller.press('700100#*12');
  caller.answerRoom('r1');
  caller.press('34#');
  t.same(caller.takeLog(), [greeting, 'stop-playing', 'look-up-room 700100', 'check-pin r1 1234']);
  t.end();
});

t.test('a key silences the prompt at once, a second one finds it silent', (t) => {
  const caller = new Caller();
  caller.start();
  caller.press('7');
  t.same(caller.takeLog(), [greeting, 'stop-playing']);
  caller.press('0');
  t.same(caller.takeLog(), []);
  t.end();
});

t.test('a pause of 5 s ends an entry', (t) => {
  const caller = new Caller();
  caller.start();
  caller.press('700100');
  t.equal(caller.state.deadlineMs, caller.nowMs + 5_000);
  caller.staysSilent();
  t.same(caller.takeLog().at(-1), 'look-up-room 700100');
  caller.answerRoom('r1');
  caller.press('*');
  caller.press('1234');
  caller.staysSilent();
  t.same(caller.takeLog().at(-1), 'check-pin r1 1234');
  t.end();
});

t.test(
  'a # just after the pause belongs to the entry, and is no answer to the next question',
  (t) => {
    const caller = new Caller();
    caller.start();
    caller.press('700100');
    caller.staysSilent();
    caller.press('#');
    caller.answerRoom('r1');
    t.equal(caller.state.stage.kind, 'organizer-question');
    caller.press('#');
    t.equal(caller.takeLog().at(-1), 'enter r1 participant', 'a second one is');
    t.end();
  },
);

t.test('a # well after the pause is an answer', (t) => {
  const caller = new Caller();
  caller.start();
  caller.press('700100');
  caller.staysSilent();
  caller.answerRoom('r1');
  caller.nowMs += 3_000;
  caller.press('#');
  t.equal(caller.takeLog().at(-1), 'enter r1 participant');
  t.end();
});

t.test('the third wrong room number ends the call politely', (t) => {
  const caller = new Caller();
  caller.start();
  for (const room of ['1#', '2#', '3#']) {
    caller.press(room);
    caller.answerRoom(null);
  }
  t.same(caller.takeLog(), [
    greeting,
    'stop-playing',
    'look-up-room 1',
    'play room-not-found enter-room-number',
    'stop-playing',
    'look-up-room 2',
    'play room-not-found enter-room-number',
    'stop-playing',
    'look-up-room 3',
    'hang-up wrong-room: room-not-found too-many-attempts goodbye',
  ]);
  t.equal(caller.state.stage.kind, 'over');
  t.end();
});

t.test('silence is a missing entry, and the third ends the call', (t) => {
  const caller = new Caller();
  caller.start();
  for (let tries = 0; tries < 3; tries++) {
    caller.promptEnds();
    caller.staysSilent();
  }
  t.same(caller.takeLog(), [
    greeting,
    'play no-entry-heard enter-room-number',
    'play no-entry-heard enter-room-number',
    'hang-up no-entry: no-entry-heard goodbye',
  ]);
  t.end();
});

t.test('the third wrong PIN ends the call politely', (t) => {
  const caller = atPin();
  for (const pin of ['1111#', '2222#', '3333#']) {
    caller.press(pin);
    caller.answerPin('wrong');
  }
  t.same(caller.takeLog(), [
    'check-pin r1 1111',
    'play wrong-pin enter-pin',
    'stop-playing',
    'check-pin r1 2222',
    'play wrong-pin enter-pin',
    'stop-playing',
    'check-pin r1 3333',
    'hang-up wrong-pin: wrong-pin too-many-attempts goodbye',
  ]);
  t.end();
});

t.test('a caller who misdialled the room twice still has three tries for the PIN', (t) => {
  const caller = new Caller();
  caller.start();
  for (const found of [null, null, 'r1']) {
    caller.press('700100*');
    caller.answerRoom(found);
  }
  for (const pin of ['1111#', '2222#']) {
    caller.press(pin);
    caller.answerPin('wrong');
  }
  caller.press('1234#');
  caller.answerPin('ok');
  t.equal(caller.takeLog().at(-1), 'enter r1 organizer');
  t.end();
});

t.test('keys meant to follow a right room number do not answer after a wrong one', (t) => {
  const caller = new Caller();
  caller.start();
  caller.press('999999#*1234#');
  caller.answerRoom(null);
  t.same(caller.takeLog(), [
    greeting,
    'stop-playing',
    'look-up-room 999999',
    'play room-not-found enter-room-number',
  ]);
  t.equal(caller.state.misses, 1);
  t.end();
});

t.test('an empty entry and one too long are wrong without being looked up', (t) => {
  const caller = new Caller();
  caller.start();
  caller.press('#');
  caller.press('1'.repeat(21) + '#');
  t.same(caller.takeLog(), [
    greeting,
    'stop-playing',
    'play no-entry-heard enter-room-number',
    'stop-playing',
    'play room-not-found enter-room-number',
  ]);
  const organizer = atPin();
  organizer.press('1'.repeat(21) + '#');
  t.same(organizer.takeLog(), ['play wrong-pin enter-pin']);
  organizer.press('1'.repeat(20) + '#');
  t.same(organizer.takeLog(), ['stop-playing', `check-pin r1 ${'1'.repeat(20)}`]);
  t.end();
});

t.test('a call to the room number itself skips the question for it (A4)', (t) => {
  const caller = new Caller();
  caller.start('r1');
  caller.press('*1234#');
  caller.answerPin('ok');
  t.same(caller.takeLog(), [
    'play welcome organizer-press-star',
    'stop-playing',
    'play enter-pin',
    'stop-playing',
    'check-pin r1 1234',
    'enter r1 organizer',
  ]);
  t.end();
});

t.test('a digit is no answer to the organizer question, and does not silence it', (t) => {
  const caller = new Caller();
  caller.start('r1');
  caller.press('55');
  t.same(caller.takeLog(), ['play welcome organizer-press-star']);
  caller.press('#');
  t.same(caller.takeLog(), ['stop-playing', 'enter r1 participant']);
  t.end();
});

t.test('a room that is not in service', (t) => {
  const off = { id: 'r1', enabled: false };
  const dialled = new Caller();
  dialled.input({ kind: 'started', room: off });
  t.same(dialled.takeLog(), ['hang-up room-not-in-service: welcome room-not-in-service goodbye']);
  const keyed = new Caller();
  keyed.start();
  keyed.press('700100#');
  keyed.input({ kind: 'room', result: { kind: 'found', room: off } });
  t.equal(keyed.takeLog().at(-1), 'play room-not-in-service enter-room-number');
  t.end();
});

t.test('a throttled PIN is checked again later, unheard', (t) => {
  const caller = atPin();
  caller.press('1234#');
  caller.input({ kind: 'pin', result: { kind: 'wait', delayMs: 8_000 } });
  t.equal(caller.state.deadlineMs, caller.nowMs + 8_000);
  caller.promptEnds();
  t.ok(caller.state.deadlineMs, 'the end of the prompt does not shorten the wait');
  caller.staysSilent();
  caller.answerPin('ok');
  t.same(caller.takeLog(), [
    'check-pin r1 1234',
    'play please-wait',
    'check-pin r1 1234',
    'enter r1 organizer',
  ]);
  t.end();
});

t.test('an answer that comes while the check is put off is none of ours', (t) => {
  const caller = atPin();
  caller.press('1234#');
  caller.input({ kind: 'pin', result: { kind: 'wait', delayMs: 8_000 } });
  caller.takeLog();
  caller.answerPin('ok');
  t.same(caller.takeLog(), []);
  t.equal(caller.state.stage.kind, 'checking-pin');
  t.end();
});

t.test('a PIN that is put off too often ends the call', (t) => {
  const caller = atPin();
  caller.press('1234#');
  for (let waits = 0; waits < 5; waits++) {
    caller.input({ kind: 'pin', result: { kind: 'wait', delayMs: 8_000 } });
    caller.promptEnds();
    caller.staysSilent();
  }
  caller.input({ kind: 'pin', result: { kind: 'wait', delayMs: 8_000 } });
  t.equal(caller.takeLog().at(-1), 'hang-up wrong-pin: too-many-attempts goodbye');
  t.end();
});

t.test('a directory that does not answer ends the call with an apology', (t) => {
  const caller = new Caller();
  caller.start();
  caller.press('700100#');
  caller.input({ kind: 'room', result: { kind: 'failed' } });
  t.equal(caller.takeLog().at(-1), 'hang-up directory-failed: technical-problem goodbye');
  const organizer = atPin();
  organizer.press('1234#');
  organizer.answerPin('failed');
  t.equal(organizer.takeLog().at(-1), 'hang-up directory-failed: technical-problem goodbye');
  t.end();
});

t.test('what does not fit changes nothing', (t) => {
  const fresh = new Caller();
  fresh.press('1#');
  fresh.answerRoom('r1');
  t.same(fresh.takeLog(), []);

  const caller = new Caller();
  caller.start();
  caller.press('7');
  const typing = caller.state;
  caller.start('r2');
  caller.input({ kind: 'prompt-ended', playback: 1 });
  caller.answerRoom('r2');
  caller.answerPin('ok');
  caller.input({ kind: 'key', key: 'A' });
  caller.input({ kind: 'key', key: '12' });
  t.equal(caller.state, typing);
  const effects = caller.input({ kind: 'deadline' });
  t.same(
    effects,
    [{ kind: 'set-deadline', atMs: typing.deadlineMs }],
    'a timer that fires early is set again',
  );

  caller.press('#');
  caller.answerRoom('r1');
  caller.press('#');
  caller.takeLog();
  const over = caller.state;
  caller.press('*1234#');
  caller.answerPin('ok');
  caller.start();
  t.equal(caller.state, over);
  t.end();
});
