/** What we can do, as OPTIONS and our INVITEs and 2xx tell it (RFC 3261 §11.2, §13.2.1). */
const allowedMethods = [
  'INVITE',
  'ACK',
  'CANCEL',
  'BYE',
  'OPTIONS',
  'INFO',
  'UPDATE',
  'PRACK',
] as const;

/** Methods we know of and do not allow: 405 rather than 501 (§8.2.1). */
export const knownMethods: ReadonlySet<string> = new Set([
  ...allowedMethods,
  'REGISTER',
  'SUBSCRIBE',
  'NOTIFY',
  'PUBLISH',
  'REFER',
  'MESSAGE',
]);

export const supportedExtensions: ReadonlySet<string> = new Set(['100rel', 'timer']);

export const allow = allowedMethods.join(', ');
const supported = [...supportedExtensions].join(', ');
export const accept = 'application/sdp';
export const userAgent = 'Partyline';

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** In every INVITE and every 2xx to one. */
export const capabilityHeaders: HeaderList = [
  ['Allow', allow],
  ['Supported', supported],
];

/** The option tags of a list header, in lower case. */
export function optionTags(values: readonly string[]): ReadonlySet<string> {
  return new Set(values.map((value) => value.trim().toLowerCase()));
}
