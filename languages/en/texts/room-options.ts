import type { RoomOptionName } from '../../../bridge/conference/room-options.js';

/** What each option of a room does. */
export const roomOptions: Readonly<Record<RoomOptionName, string>> = {
  participantsMayStart: 'Participants may start the conference before an organizer arrives',
  waitLimitMinutes: 'How long a participant waits for an organizer; 0 for no limit',
  continueAfterOrganizer: 'The conference continues after the last organizer leaves',
  graceMinutes: 'How long the conference goes on after the last organizer leaves',
  capacity: 'The most members at once; one place is kept for an organizer',
  entryTones: 'A tone is heard when someone joins or leaves',
  announceArrivals: 'Arrivals are among what is heard while tones are on',
  announceDepartures: 'Departures are among what is heard while tones are on',
  namesInsteadOfTones: 'The recorded name is played in place of the tone, where there is one',
  enterMuted: 'Participants join muted; they may unmute themselves',
  quietThreshold: 'Above this many members, tones and counts are no longer played by themselves',
  automaticGain: 'Quiet lines are gently raised and loud ones lowered',
  holdMusic: 'Participants who wait hear music',
  securityCode: 'Apply a security code set by the host for each session',
  billingCode: 'Whether the organizer is asked for a billing code before the conference begins',
  billingCodeDefault: 'The billing code that the pound key alone stands for',
  rollCall: 'Callers say their name on entering; the organizer can hear all names',
  dialOut: 'The organizer may call others from the conference, as far as the account allows',
  recordingAllowed: 'Organizers may record the conference',
  maskNumbers: "Organizers see of a caller's number only its last digits",
  keepNamesDays: 'How long recorded names are kept after the conference; 0 for not at all',
  language: "Language of the room's announcements; default: that of the organizer or the account",
};
