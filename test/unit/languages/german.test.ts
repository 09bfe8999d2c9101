import t from 'tap';
import { recurrenceText } from '../../../bridge/application/schedule/recurrence-text.js';
import { addLanguage } from '../../../languages/languages.js';
import { knownLanguages } from '../../../languages/locales.js';
import { german } from '../../fixtures/languages/de/german.js';
import { commands } from '../../fixtures/languages/de/texts/commands.js';
import { portalApp } from '../../support/portal-app.js';

addLanguage(german);

t.test('the page of the keypad is in a language that is given as a folder', async (t) => {
  const { visitor } = await portalApp(t);
  const page = await visitor().get('/commands', { 'accept-language': 'de, en;q=0.5' });
  t.equal(page.status, 200);
  t.match(page.text, '<html lang="de"');
  t.match(page.text, commands.title);
  for (const text of Object.values(commands.keys)) t.match(page.text, text);
});

t.test('a page that it lacks is in English; the switch offers it by its own name', async (t) => {
  const { visitor } = await portalApp(t);
  const page = await visitor().get('/sign-in', { 'accept-language': 'de' });
  t.match(page.text, 'Sign in');
  t.match(page.text, />\s*Deutsch\s*</);
});

t.test('the switch takes to it, and stays', async (t) => {
  const { visitor } = await portalApp(t);
  const reader = visitor();
  const _csrf = await reader.token('/commands');
  const answer = await reader.post('/language', { _csrf, language: 'de', back: '/commands' });
  t.equal(answer.status, 303);
  t.match((await reader.get('/commands')).text, commands.title);
});

t.test('what is no text is the language’s own', (t) => {
  const [language] = knownLanguages().slice(-1);
  const pattern = { every: 'week', interval: 2, days: [2, 4] } as const;
  const end = { kind: 'count', count: 5 } as const;
  t.equal(
    recurrenceText({ pattern, end }, language!),
    'alle 2 Wochen am Dienstag und Donnerstag, 5-mal',
  );
  t.end();
});
