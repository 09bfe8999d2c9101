export const welcomeMail = {
  subject: 'Your conference room at Partyline',
  text: (name: string, room: string | null, url: string) => `Hello ${name},

${room === null ? 'you may now administer' : `room ${room} is yours on`} the conference bridge. Choose a password here; the link works once, for seven days:

${url}

Whoever added you has your PIN; it is never sent by mail.
`,
};
