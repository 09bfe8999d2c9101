import t from 'tap';
import { shownNumber } from '../../../bridge/conference/shown-number.js';

t.test('organizers see the last digits of a number that the room masks', (t) => {
  const masked = { maskNumbers: true };
  t.equal(shownNumber('+32470123456', masked), '+•••••••••56');
  t.equal(shownNumber('12', masked), '12');
  t.equal(shownNumber('anna', masked), 'anna', 'no number');
  t.equal(shownNumber(null, masked), null);
  t.equal(shownNumber('+32470123456', { maskNumbers: false }), '+32470123456');
  t.end();
});
