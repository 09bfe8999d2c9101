import { texts } from '../../../languages/languages.js';
import { roomOptionsOf } from '../../../bridge/application/directory/room-changes.js';
import { type OptionPolicy, resolvePolicy } from '../../../bridge/conference/option-policy.js';
import {
  type RoomOptionName,
  type RoomOptions,
  roomOptionNames,
} from '../../../bridge/conference/room-options.js';
import type { RoomRecord } from '../../../bridge/ports/directory.js';
import type { Page } from '../../http/answer.js';
import type { FormState } from '../../http/form.js';
import type { SignedInVisit } from '../../http/visit.js';
import { csrfField, problemSummary } from '../../views/form.js';
import { type Html, html } from '../../views/html.js';
import { optionLabels, optionText, roomOptionField } from '../../views/room-option.js';
import type { OptionFields } from './option-fields.js';
import type { OptionGroup } from '../../../languages/en/texts/settings.js';
import { optionGroups } from './option-groups.js';

export interface RoomSettingsView {
  readonly head: Html;
  readonly room: RoomRecord;
  /** The name of the account, which fixes what is fixed. */
  readonly account: string;
  readonly form: FormState<OptionFields>;
}

interface OptionsView {
  readonly options: RoomOptions;
  readonly policy: OptionPolicy;
  readonly account: string;
  readonly form: FormState<OptionFields>;
  readonly wasSent: boolean;
  readonly visit: SignedInVisit;
}

export function roomSettingsPage(
  visit: SignedInVisit,
  { head, room, account, form }: RoomSettingsView,
): Page {
  const { language } = visit;
  const strings = texts(language).settings;
  const view: OptionsView = {
    options: roomOptionsOf(room),
    policy: resolvePolicy(room.optionPolicy),
    account,
    form,
    wasSent: visit.request.method === 'POST',
    visit,
  };
  const groups = Object.keys(strings.groups) as OptionGroup[];
  const body = html`${head}
    <p class="quiet">${strings.roomText}</p>
    ${problemSummary(form, optionLabels(language), visit)}
    <form method="post">
      ${csrfField(visit)} ${groups.map((group) => groupOf(group, view))}
      <div class="actions"><button class="primary">${strings.save}</button></div>
    </form>`;
  return { title: strings.title, body, section: 'settings' };
}

function groupOf(group: OptionGroup, view: OptionsView): Html {
  const names = roomOptionNames.filter((name) => optionGroups[name] === group);
  return html`<fieldset class="panel options">
    <legend>${texts(view.visit.language).settings.groups[group]}</legend>
    ${names.map((name) => optionField(name, view))}
  </fieldset>`;
}

function optionField(name: RoomOptionName, view: OptionsView): Html {
  const { options, policy, form, visit, wasSent } = view;
  if (policy[name]?.fixed === true) return fixedField(name, view);
  const { language } = visit;
  return roomOptionField(form, name, {
    value: options[name],
    language,
    wasSent,
    canBeDefault: false,
  });
}

function fixedField(name: RoomOptionName, view: OptionsView): Html {
  const { language } = view.visit;
  const strings = texts(language).settings;
  const problem = view.form.problems[name];
  return html`<div class="field fixed" id="${name}">
    <p class="label">${texts(language).roomOptions[name]}</p>
    <p class="value">
      <strong>${optionText(name, view.options[name], language)}</strong>
      <span class="quiet">· ${strings.fixed(view.account)}</span>
    </p>
    ${problem !== undefined && html`<p class="problem">${problem}</p>`}
  </div>`;
}
