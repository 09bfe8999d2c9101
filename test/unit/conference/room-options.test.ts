import t from 'tap';
import { texts } from '../../../languages/languages.js';
import {
  acceptedValues,
  parseRoomOption,
  resolveRoomOptions,
} from '../../../bridge/conference/room-option-values.js';
import { roomOptionNames, roomOptions } from '../../../bridge/conference/room-options.js';

const defaults = {
  participantsMayStart: false,
  waitLimitMinutes: 30,
  continueAfterOrganizer: false,
  graceMinutes: 2,
  capacity: 500,
  entryTones: true,
  announceArrivals: true,
  announceDepartures: true,
  namesInsteadOfTones: false,
  enterMuted: false,
  quietThreshold: 50,
  automaticGain: true,
  holdMusic: true,
  securityCode: false,
  billingCode: 'off',
  billingCodeDefault: null,
  rollCall: false,
  recordingAllowed: true,
  dialOut: false,
  maskNumbers: false,
  keepNamesDays: 0,
  language: null,
};

t.test('a room of which nothing is stored has the defaults', (t) => {
  t.same(resolveRoomOptions({}), defaults);
  t.end();
});

t.test('stored values are taken, bad and unknown ones passed over', (t) => {
  t.same(
    resolveRoomOptions({
      graceMinutes: 0,
      capacity: 40,
      language: 'fr',
      entryTones: false,
      quietThreshold: 'many',
      waitLimitMinutes: 1.5,
      enterMuted: null,
      holdMusic: 1,
      participantsMayStart: 'true',
      optionOfALaterVersion: true,
    }),
    { ...defaults, graceMinutes: 0, capacity: 40, language: 'fr', entryTones: false },
  );
  t.same(resolveRoomOptions({ capacity: 501, graceMinutes: -1, language: 'de' }), defaults);
  t.same(resolveRoomOptions(Object.create({ capacity: 3 }) as Record<string, unknown>), defaults);
  t.end();
});

t.test('an option as an operator writes it', (t) => {
  const rows: readonly [string, string, unknown][] = [
    ['graceMinutes', '5', 5],
    ['graceMinutes', ' 60 ', 60],
    ['graceMinutes', '0', 0],
    ['capacity', '2', 2],
    ['entryTones', 'off', false],
    ['entryTones', 'Yes', true],
    ['participantsMayStart', 'true', true],
    ['language', 'FR', 'fr'],
    ['language', 'default', null],
    ['graceMinutes', 'default', null],
  ];
  for (const [name, text, value] of rows) {
    t.same(parseRoomOption(name, text), { ok: true, name, value }, `${name}=${text}`);
  }
  t.end();
});

t.test('a value that cannot be is named, with the mend', (t) => {
  const rows: readonly [string, string, string][] = [
    ['graceMinutes', '61', 'use a whole number of minutes from 0 to 60, or default'],
    ['graceMinutes', '-1', 'use a whole number of minutes from 0 to 60, or default'],
    ['graceMinutes', '2.5', 'use a whole number of minutes from 0 to 60, or default'],
    ['graceMinutes', '', 'use a whole number of minutes from 0 to 60, or default'],
    ['capacity', '1e2', 'use a whole number of members from 2 to 500, or default'],
    ['capacity', '99999999999999999999', 'use a whole number of members from 2 to 500, or default'],
    ['entryTones', 'maybe', 'use on or off, or default'],
    ['language', 'de', 'use en or fr, or default'],
  ];
  for (const [name, text, mend] of rows) {
    t.same(parseRoomOption(name, text), {
      ok: false,
      problem: `"${text}" is not a value of ${name}`,
      mend,
    });
  }
  t.match(parseRoomOption('graceMinuts', '2'), {
    ok: false,
    problem: 'there is no room option "graceMinuts"',
    mend: /graceMinutes/,
  });
  t.match(parseRoomOption('toString', 'on'), { ok: false });
  t.end();
});

t.test('every option is described in both languages, and its default is one of its values', (t) => {
  for (const name of roomOptionNames) {
    const definition = roomOptions[name];
    t.match(texts('en').roomOptions[name], /\w/, name);
    t.match(texts('fr').roomOptions[name], /\w/, name);
    t.ok(acceptedValues(definition), name);
    t.same(resolveRoomOptions({ [name]: definition.default }), defaults, name);
  }
  t.end();
});
