export const pin = {
  title: 'Change the organizer PIN',
  text: (room: string) =>
    `For room ${room}. The old one stops working at once; calls in progress go on.`,
  pin: 'New PIN',
  hint: '4 to 20 digits. Left empty, one is made up for you.',
  save: 'Change the PIN',
  back: 'Back',
  doneTitle: 'The PIN is changed',
  doneText: 'Keep it now: it is not shown again.',
  done: 'I have it',
};
