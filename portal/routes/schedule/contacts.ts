import { languages } from '../../../bridge/conference/languages.js';
import { z } from 'zod';
import type { ScheduleContact } from '../../../bridge/ports/schedule.js';
import type { Language } from '../../../bridge/ports/language.js';

export const mostContacts = 500;

export type ReadContacts =
  | { readonly contacts: readonly ScheduleContact[] }
  | { readonly wrong: string }
  | { readonly tooMany: true };

const address = z.email().max(254);
const languageAtEnd = new RegExp(`\\s(${languages.join('|')})$`, 'i');

/** `ada@example.com`, `Ada Martin <ada@example.com> fr`: one to a line, or divided by `;`. */
export function readContacts(text: string, language: Language): ReadContacts {
  const contacts = new Map<string, ScheduleContact>();
  for (const entry of text.split(/[\r\n;]+/)) {
    const trimmed = entry.trim().replace(/,$/, '');
    if (trimmed === '') continue;
    const contact = readContact(trimmed, language);
    if (contact === null) return { wrong: trimmed.slice(0, 80) };
    contacts.set(contact.email.toLowerCase(), contact);
    if (contacts.size > mostContacts) return { tooMany: true };
  }
  return { contacts: [...contacts.values()] };
}

function readContact(entry: string, language: Language): ScheduleContact | null {
  const own = languageAtEnd.exec(entry);
  const rest = own === null ? entry : entry.slice(0, own.index).trim();
  const named = /^([^<>]*)<([^<>]+)>$/.exec(rest);
  const email = (named?.[2] ?? rest).trim();
  const name = (named?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
  if (!address.safeParse(email).success || /\p{Cc}/u.test(name)) return null;
  const ownLanguage = own?.[1]?.toLowerCase() as Language | undefined;
  return { email, name: name.slice(0, 100), language: ownLanguage ?? language };
}

/** As `readContacts` reads them. */
export function contactsText(contacts: readonly ScheduleContact[]): string {
  return contacts
    .map(({ email, name, language }) =>
      name === '' ? `${email} ${language}` : `${name} <${email}> ${language}`,
    )
    .join('\n');
}
