import { texts } from '../../../languages/languages.js';
import t from 'tap';
import { keypad } from '../../../bridge/conference/keypad.js';
import { keyCommands } from '../../../portal/routes/commands/key-commands.js';

t.test('the page of commands has every key of the keypad, and all that *1 can say', (t) => {
  const said = (['organizer', 'participant'] as const).flatMap((role) => {
    const commands = keyCommands(role);
    t.same(
      commands.map(({ key }) => key),
      Object.keys(keypad[role]),
    );
    t.same(
      commands.filter(({ does }) => does.length === 0).map(({ key }) => key),
      ['*1'],
    );
    return commands.flatMap(({ does }) => does);
  });
  t.same([...new Set(said)].sort(), Object.keys(texts('en').commands.keys).sort());
  t.end();
});
