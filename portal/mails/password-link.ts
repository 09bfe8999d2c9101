import { texts } from '../../languages/languages.js';
import type { Mail } from '../../bridge/ports/mailer.js';
import type { Language } from '../../bridge/ports/language.js';

export function passwordLinkMail(
  { name, email }: { readonly name: string; readonly email: string },
  url: string,
  language: Language,
): Mail {
  const { subject, text } = texts(language).passwordMail;
  return { to: { name, address: email }, subject, text: text(name, url) };
}
