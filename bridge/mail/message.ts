import type { SendMailOptions } from 'nodemailer';
import type { Mail } from '../ports/mailer.js';

/** As nodemailer takes it, which encodes names and keeps line breaks out of headers. */
export function messageOf(mail: Mail, from: string): SendMailOptions {
  const { to, replyTo, subject, text, html, calendar } = mail;
  return {
    from,
    to: { ...to },
    ...(replyTo === undefined ? {} : { replyTo: { ...replyTo } }),
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    ...(calendar === undefined
      ? {}
      : {
          icalEvent: {
            method: calendar.method,
            content: calendar.content,
            filename: calendar.fileName,
          },
        }),
    // Nothing of a mail is read from a disk or fetched, whatever its fields say.
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
