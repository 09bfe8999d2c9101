import { texts } from '../../languages/languages.js';
import type { Mail } from '../../bridge/ports/mailer.js';
import type { Language } from '../../bridge/ports/language.js';

export function welcomeMail(
  { name, email }: { readonly name: string; readonly email: string },
  room: string | null,
  url: string,
  language: Language,
): Mail {
  const { subject, text } = texts(language).welcomeMail;
  return { to: { name, address: email }, subject, text: text(name, room, url) };
}
