import type { Random } from '../../ports/random.js';

export const shortestPassword = 10;
export const longestPassword = 200;

/** Without those that are mistaken for one another: 0 and o, 1 and l and i. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** `k7mf-2wqx-p9dn`: 59 bits. */
export function randomPassword(random: Random): string {
  const group = (): string =>
    Array.from({ length: 4 }, () => letters[random.below(letters.length)]).join('');
  return [group(), group(), group()].join('-');
}

/** Those of the public lists of stolen passwords that are long enough to be tried here. */
const known = new Set([
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'motdepasse',
  'motdepasse1',
  'motdepasse123',
  'azertyuiop',
  'azerty1234',
  'azerty12345',
  'azerty123456',
  'qwertyuiop',
  'qwerty1234',
  'qwerty12345',
  'qwerty123456',
  'qwertzuiop',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'iloveyou12',
  'iloveyou123',
  'letmein123',
  'letmein1234',
  'welcome123',
  'welcome1234',
  'bienvenue1',
  'bienvenue123',
  'changeme123',
  'changethis',
  'administrator',
  'admin12345',
  'admin123456',
  'football123',
  'conference',
  'conference1',
  'conference123',
  'partyline1',
  'partyline123',
]);

/** True for what an attacker tries first: of the lists, without variety, or the person's own name. */
export function isEasyPassword(
  password: string,
  person: { readonly name: string; readonly email: string },
): boolean {
  const lower = password.toLowerCase();
  if (known.has(lower) || new Set(lower).size < 5) return true;
  if ('01234567890123456789 98765432109876543210'.includes(lower)) return true;
  const own = [person.email, person.email.split('@')[0] ?? '', person.name.replace(/\s/g, '')];
  const bare = lower.replace(/[^\p{L}]/gu, '');
  return own.some((word) => {
    const ownBare = word.toLowerCase().replace(/[^\p{L}]/gu, '');
    return ownBare.length >= 3 && (lower === word.toLowerCase() || bare === ownBare);
  });
}
