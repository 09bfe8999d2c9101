import { parseRoomOption } from '../../../../bridge/conference/room-option-values.js';
import {
  roomOptionNames,
  type RoomOptionName,
} from '../../../../bridge/conference/room-options.js';
import type { AuditRecord } from '../../../../bridge/ports/administration.js';
import type { Language } from '../../../../bridge/ports/language.js';
import { type CallKind, callKinds } from '../../../../bridge/ports/usage.js';
import { day } from '../../../i18n/format.js';
import { inLanguages, languageNames } from '../../../i18n/languages.js';
import { optionLabels, optionText } from '../../../views/room-option.js';
import { decimalText } from '../../usage/figures.js';
import { usageStrings } from '../../usage/strings.js';

interface DetailStrings {
  readonly nothing: string;
  readonly byDefault: string;
  readonly fixed: string;
  readonly yes: string;
  readonly no: string;
  readonly reach: Readonly<Record<string, string>>;
  /** What a change names its parts; others stay as they are. */
  readonly names: Readonly<Record<string, string>>;
  readonly from: (day: string) => string;
  readonly colon: string;
}

const strings = inLanguages<DetailStrings>(
  {
    nothing: 'none',
    byDefault: 'default',
    fixed: 'fixed',
    yes: 'yes',
    no: 'no',
    reach: { none: 'nothing', account: 'the whole account', groups: 'groups' },
    names: {
      name: 'Name',
      email: 'E-mail',
      room: 'Room',
      language: 'Language',
      groupId: 'Group',
      disabled: 'Disabled',
      groupIds: 'Groups',
      title: 'Title',
      scopes: 'Scopes',
      currency: 'Currency',
      number: 'Number',
      country: 'Country',
      kind: 'Kind',
    },
    from: (text) => `from ${text}`,
    colon: ': ',
  },
  {
    nothing: 'aucun',
    byDefault: 'par défaut',
    fixed: 'imposé',
    yes: 'oui',
    no: 'non',
    reach: { none: 'rien', account: 'tout le compte', groups: 'groupes' },
    names: {
      name: 'Nom',
      email: 'E-mail',
      room: 'Salle',
      language: 'Langue',
      groupId: 'Groupe',
      disabled: 'Désactivé',
      groupIds: 'Groupes',
      title: 'Titre',
      scopes: 'Portées',
      currency: 'Monnaie',
      number: 'Numéro',
      country: 'Pays',
      kind: 'Genre',
    },
    from: (text) => `à partir du ${text}`,
    colon: ' : ',
  },
);

export interface DetailReader {
  readonly language: Language;
  readonly timeZone: string;
  /** By id; groups that are gone have none. */
  readonly groupNames: ReadonlyMap<string, string>;
}

/** What changed, as one reads it: `Name: Ada → Eve; Group: none → Sales`. */
export function detailText({ action, detail }: AuditRecord, reader: DetailReader): string {
  const text = strings(reader.language);
  if (action === 'policy-changed') return policyText(detail['assignments'], reader);
  if (action === 'prices-changed' && 'millionthsPerMinute' in detail) {
    return priceText(detail, reader);
  }
  return Object.entries(detail)
    .filter(([name]) => name !== 'from' && name !== 'to')
    .reduce<readonly string[]>(
      (parts, [name, value]) => [
        ...parts,
        `${label(name, reader)}${text.colon}${shown(name, value, reader)}`,
      ],
      isChange(detail) ? [change('reach', detail, reader)] : [],
    )
    .join('; ');
}

interface Change {
  readonly from: unknown;
  readonly to: unknown;
}

const isChange = (value: unknown): value is Change =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value;

const optionNamed = (name: string): RoomOptionName | undefined =>
  roomOptionNames.find((one) => one === name);

function label(name: string, { language }: DetailReader): string {
  const option = optionNamed(name);
  // `language` is an option too, but of a person here.
  if (option !== undefined && option !== 'language') return optionLabels(language)[option];
  return strings(language).names[name] ?? name;
}

function change(name: string, { from, to }: Change, reader: DetailReader): string {
  return `${shown(name, from, reader)} → ${shown(name, to, reader)}`;
}

function shown(name: string, value: unknown, reader: DetailReader): string {
  const { language, groupNames } = reader;
  const text = strings(language);
  if (isChange(value)) return change(name, value, reader);
  const option = optionNamed(name);
  if (option !== undefined && option !== 'language') {
    const isValue = ['boolean', 'number', 'string'].includes(typeof value);
    return isValue
      ? optionText(option, value as boolean | number | string, language)
      : text.byDefault;
  }
  if (Array.isArray(value)) {
    return value.length === 0
      ? text.nothing
      : value.map((one) => shown(name, one, reader)).join(', ');
  }
  if (value === null || value === undefined || value === '') return text.nothing;
  if (typeof value === 'boolean') return value ? text.yes : text.no;
  if (typeof value !== 'string') return JSON.stringify(value);
  if (name === 'groupId' || name === 'groupIds') return groupNames.get(value) ?? value;
  if (name === 'reach') return text.reach[value] ?? value;
  if (name === 'language' && (value === 'en' || value === 'fr')) return languageNames[value];
  const kind = callKinds.find((one) => one === value);
  return name === 'kind' && kind !== undefined ? usageStrings(language).kinds[kind] : value;
}

/** Written as `changePolicy` takes them: `graceMinutes=7,fixed`. */
function policyText(assignments: unknown, { language }: DetailReader): string {
  const text = strings(language);
  const written = Array.isArray(assignments) ? assignments.map(String) : [];
  return written
    .map((one) => {
      const [, name = '', word = '', fixed] = /^(\w+)=(.*?)(,fixed)?$/.exec(one) ?? [];
      const parsed = parseRoomOption(name, word);
      if (!parsed.ok) return one;
      const value =
        parsed.value === null ? text.byDefault : optionText(parsed.name, parsed.value, language);
      const ending = fixed === undefined ? '' : ` (${text.fixed})`;
      return `${optionLabels(language)[parsed.name]}${text.colon}${value}${ending}`;
    })
    .join('; ');
}

function priceText(
  { kind, millionthsPerMinute, validFromMs }: AuditRecord['detail'],
  { language, timeZone }: DetailReader,
): string {
  const text = strings(language);
  const price = decimalText(language, Number(millionthsPerMinute) / 1e6, 4);
  const name = usageStrings(language).kinds[kind as CallKind];
  return `${name}${text.colon}${price}, ${text.from(day(language, Number(validFromMs), timeZone))}`;
}
