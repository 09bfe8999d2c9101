import { texts } from '../../../../languages/languages.js';
import { parseRoomOption } from '../../../../bridge/conference/room-option-values.js';
import {
  roomOptionNames,
  type RoomOptionName,
} from '../../../../bridge/conference/room-options.js';
import type { AuditRecord } from '../../../../bridge/ports/administration.js';
import type { Language } from '../../../../bridge/ports/language.js';
import { type CallKind, callKinds } from '../../../../bridge/ports/usage.js';
import { day } from '../../../i18n/format.js';
import { isLanguage, languageName } from '../../../i18n/languages.js';
import { optionLabels, optionText } from '../../../views/room-option.js';
import { decimalText } from '../../usage/figures.js';

export interface DetailReader {
  readonly language: Language;
  readonly timeZone: string;
  /** By id; groups that are gone have none. */
  readonly groupNames: ReadonlyMap<string, string>;
}

/** What changed, as one reads it: `Name: Ada → Eve; Group: none → Sales`. */
export function detailText({ action, detail }: AuditRecord, reader: DetailReader): string {
  const text = texts(reader.language).auditDetail;
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
  return texts(language).auditDetail.names[name] ?? name;
}

function change(name: string, { from, to }: Change, reader: DetailReader): string {
  return `${shown(name, from, reader)} → ${shown(name, to, reader)}`;
}

function shown(name: string, value: unknown, reader: DetailReader): string {
  const { language, groupNames } = reader;
  const text = texts(language).auditDetail;
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
  if (name === 'language' && isLanguage(value)) return languageName(value);
  const kind = callKinds.find((one) => one === value);
  return name === 'kind' && kind !== undefined ? texts(language).usage.kinds[kind] : value;
}

/** Written as `changePolicy` takes them: `graceMinutes=7,fixed`. */
function policyText(assignments: unknown, { language }: DetailReader): string {
  const text = texts(language).auditDetail;
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
  const text = texts(language).auditDetail;
  const price = decimalText(language, Number(millionthsPerMinute) / 1e6, 4);
  const name = texts(language).usage.kinds[kind as CallKind];
  return `${name}${text.colon}${price}, ${text.from(day(language, Number(validFromMs), timeZone))}`;
}
