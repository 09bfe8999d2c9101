import t from 'tap';
import { foldedText } from '../../../bridge/kernel/folded-text.js';

t.test('marks, case and ligatures make no difference', (t) => {
  const alike = [
    ['Élodie', 'e\u0301LODIE', 'elodie'],
    ['Straße', 'STRASSE', 'strasse'],
    ['Œuvre', 'oeuvre'],
    ['Ødegård', 'odegard'],
    ['Łódź', 'lodz'],
    ['ﬁn', 'fin'],
    ['İstanbul', 'istanbul'],
  ];
  for (const [first, ...others] of alike) {
    for (const other of others) t.equal(foldedText(other), foldedText(first!), other);
  }
  t.ok(foldedText('Zoé') > foldedText('Élodie'));
  t.equal(foldedText('Иван'), 'иван');
  t.equal(foldedText('田中'), '田中');
  t.end();
});
