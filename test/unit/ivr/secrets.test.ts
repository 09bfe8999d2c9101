import { inspect } from 'node:util';
import t from 'tap';
import { Secret } from '../../../ivr/secret.js';
import { Caller } from './caller.js';

/** Every way in which something ends up in a log line. */
function dumps(value: unknown): string {
  return JSON.stringify(value) + inspect(value, { depth: 20, showHidden: true });
}

t.test('a secret shows in no dump', (t) => {
  const secret = new Secret('8675309');
  t.notMatch(dumps({ secret }) + String(secret), '8675309');
  t.equal(secret.reveal(), '8675309');
  t.end();
});

t.test('no state and no effect of the dialogue shows a PIN', (t) => {
  const caller = new Caller();
  caller.start();
  const dumped: string[] = [];
  const press = (keys: string): void => {
    for (const key of keys) {
      dumped.push(dumps(caller.input({ kind: 'key', key })), dumps(caller.state));
    }
  };
  press('700100#*8675309');
  caller.answerRoom('r1');
  dumped.push(dumps(caller.state));
  press('#');
  dumped.push(dumps(caller.input({ kind: 'pin', result: { kind: 'wait', delayMs: 1_000 } })));
  dumped.push(dumps(caller.state));
  t.notMatch(dumped.join('\n'), '8675');

  caller.staysSilent();
  caller.answerPin('ok');
  const { keyAhead, stage } = caller.state;
  t.equal(keyAhead.reveal(), '');
  t.same(stage, { kind: 'over' }, 'and none is left when the dialogue is over');
  t.end();
});
