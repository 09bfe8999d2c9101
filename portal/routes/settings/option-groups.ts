import type { RoomOptionName } from '../../../bridge/conference/room-options.js';
import type { OptionGroup } from '../../../languages/en/texts/settings.js';

export const optionGroups: Readonly<Record<RoomOptionName, OptionGroup>> = {
  participantsMayStart: 'start',
  waitLimitMinutes: 'start',
  holdMusic: 'start',
  continueAfterOrganizer: 'start',
  graceMinutes: 'start',
  capacity: 'entry',
  securityCode: 'entry',
  enterMuted: 'entry',
  rollCall: 'use',
  dialOut: 'use',
  recordingAllowed: 'use',
  entryTones: 'sound',
  announceArrivals: 'sound',
  announceDepartures: 'sound',
  namesInsteadOfTones: 'sound',
  quietThreshold: 'sound',
  automaticGain: 'sound',
  language: 'sound',
  billingCode: 'billing',
  billingCodeDefault: 'billing',
  maskNumbers: 'privacy',
  keepNamesDays: 'privacy',
};
