export const passwordMail = {
  subject: 'Set a new password for Partyline',
  text: (name: string, url: string) => `Hello ${name},

somebody asked for a link to set a new password for you. It works once, for one hour:

${url}

If it was not you, leave it: your password stays as it is.
`,
};
