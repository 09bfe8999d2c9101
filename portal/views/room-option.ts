import { texts } from '../../languages/languages.js';
import type { OptionDefinition, RoomOptionName } from '../../bridge/conference/room-options.js';
import { roomOptions } from '../../bridge/conference/room-options.js';
import type { OptionValue } from '../../bridge/conference/room-option-values.js';
import { unreachable } from '../../bridge/kernel/errors.js';
import type { Language } from '../../bridge/ports/language.js';
import type { FormState } from '../http/form.js';
import { isLanguage, languageName } from '../i18n/languages.js';
import { type Choice, type Field, checkboxField, inputField, selectField } from './form.js';
import type { Html } from './html.js';

/** What a form sends for an option that is left at its default. */
export const defaultWord = 'default';

export interface RoomOptionView {
  /** Absent: nothing is laid down. */
  readonly value: OptionValue | undefined;
  readonly language: Language;
  /** Whether it may be left at our default, which is then named. */
  readonly canBeDefault: boolean;
  /** Whether the form was sent: a box that is not checked sends nothing. */
  readonly wasSent: boolean;
}

/** One room option in a form, made from its definition. */
export function roomOptionField<Fields>(
  form: FormState<Fields>,
  name: RoomOptionName & keyof Fields,
  view: RoomOptionView,
): Html {
  const { value, language, canBeDefault, wasSent } = view;
  const definition: OptionDefinition = roomOptions[name];
  const text = texts(language).optionField;
  const label = texts(language).roomOptions[name];
  const byDefault = text.byDefault(optionText(name, definition.default, language));
  switch (definition.type) {
    case 'boolean': {
      if (canBeDefault) return choiceField(form, name, view, ['on', 'off'], byDefault);
      const checked = wasSent ? form.values[name] === 'on' : value === true;
      return checkboxField(form, name, { label, checked });
    }
    case 'choice': {
      const none = text.ofOrganizer;
      const first = canBeDefault ? byDefault : definition.default === null ? none : null;
      return choiceField(form, name, view, definition.values, first);
    }
    case 'integer': {
      const { min, max, unit } = definition;
      const range = text.range(min, max, text.units[unit]);
      return entryField(form, name, view, { label, hint: range, type: 'number', min, max });
    }
    case 'digits': {
      const { minLength, maxLength } = definition;
      const hint = text.digits(minLength, maxLength);
      const how = { inputmode: 'numeric', autocomplete: 'off', optional: true } as const;
      return entryField(form, name, view, { label, hint, maxlength: maxLength, ...how });
    }
    default:
      return unreachable(definition);
  }
}

/** @param first what the option is when none of the words is chosen; null where one always is */
function choiceField<Fields>(
  form: FormState<Fields>,
  name: RoomOptionName & keyof Fields,
  { value, language, canBeDefault }: RoomOptionView,
  words: readonly string[],
  first: string | null,
): Html {
  const unset = canBeDefault ? defaultWord : '';
  const choices: Choice[] = [
    ...(first === null ? [] : [{ value: unset, label: first }]),
    ...words.map((word) => ({ value: word, label: wordText(word, name, language) })),
  ];
  const chosen = value === undefined || value === null ? unset : wordOf(value);
  const label = texts(language).roomOptions[name];
  return selectField(form, name, { label, value: chosen }, choices);
}

function entryField<Fields>(
  form: FormState<Fields>,
  name: RoomOptionName & keyof Fields,
  { value, language, canBeDefault }: RoomOptionView,
  field: Field & { readonly hint: string },
): Html {
  const entered = value === undefined || value === null ? '' : String(value);
  if (!canBeDefault) return inputField(form, name, { ...field, value: entered });
  const byDefault = optionText(name, roomOptions[name].default, language);
  const hint = `${field.hint}. ${texts(language).optionField.byDefault(byDefault)}`;
  return inputField(form, name, { ...field, hint, optional: true, value: entered });
}

/** What each option is called. */
export function optionLabels(language: Language): Readonly<Record<RoomOptionName, string>> {
  return texts(language).roomOptions;
}

/** A value as one reads it: `on`, `5 minutes`, `Français`. */
export function optionText(name: RoomOptionName, value: OptionValue, language: Language): string {
  const text = texts(language).optionField;
  const definition: OptionDefinition = roomOptions[name];
  if (value === null) return definition.type === 'choice' ? text.ofOrganizer : text.none;
  if (definition.type === 'integer') return `${String(value)} ${text.units[definition.unit]}`;
  return wordText(wordOf(value), name, language);
}

/** As `parseRoomOption` reads it. */
export function wordOf(value: OptionValue | undefined): string {
  if (value === null || value === undefined) return defaultWord;
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

function wordText(word: string, name: RoomOptionName, language: Language): string {
  const text = texts(language).optionField;
  if (roomOptions[name].type === 'boolean') return word === 'on' ? text.on : text.off;
  if (name === 'language' && isLanguage(word)) return languageName(word);
  const named: Readonly<Partial<Record<string, string>>> = text.choices;
  return named[word] ?? word;
}
