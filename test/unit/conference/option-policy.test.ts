import t from 'tap';
import {
  initialOptions,
  resolvePolicy,
  withFixed,
} from '../../../bridge/conference/option-policy.js';
import { resolveRoomOptions } from '../../../bridge/conference/room-option-values.js';

const policy = resolvePolicy({
  graceMinutes: { value: 5, fixed: false },
  securityCode: { value: true, fixed: true },
});

t.test('a default is for new rooms, a fixed value for all', (t) => {
  t.same(initialOptions(policy), { graceMinutes: 5 });
  t.match(resolveRoomOptions(withFixed({}, policy)), { graceMinutes: 2, securityCode: true });
  t.match(resolveRoomOptions(withFixed({ securityCode: false, graceMinutes: 9 }, policy)), {
    graceMinutes: 9,
    securityCode: true,
  });
  t.end();
});

t.test('rules that cannot be count for nothing', (t) => {
  t.same(
    resolvePolicy({
      graceMinutes: { value: 99, fixed: true },
      holdMusic: { value: 'loud', fixed: true },
      language: { value: null, fixed: true },
      entryTones: { value: false },
      enterMuted: true,
      quietThreshold: null,
      optionOfALaterVersion: { value: true, fixed: true },
      capacity: { value: 40, fixed: false },
    }),
    { capacity: { value: 40, fixed: false } },
  );
  t.end();
});
