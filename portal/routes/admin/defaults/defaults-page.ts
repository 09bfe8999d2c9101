import { texts } from '../../../../languages/languages.js';
import type { OptionPolicy } from '../../../../bridge/conference/option-policy.js';
import {
  type RoomOptionName,
  roomOptionNames,
} from '../../../../bridge/conference/room-options.js';
import type { Page } from '../../../http/answer.js';
import type { FormState } from '../../../http/form.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { checkboxField, csrfField, problemSummary } from '../../../views/form.js';
import { html } from '../../../views/html.js';
import { optionLabels, roomOptionField } from '../../../views/room-option.js';
import type { OptionGroup } from '../../../../languages/en/texts/settings.js';
import { optionGroups } from '../../settings/option-groups.js';
import { adminHead } from '../sections.js';

export type DefaultsFields = Readonly<
  Record<RoomOptionName, string> & Partial<Record<`fixed-${RoomOptionName}`, 'on' | undefined>>
>;

export function defaultsPage(
  visit: SignedInVisit,
  policy: OptionPolicy,
  form: FormState<DefaultsFields>,
): Page {
  const text = texts(visit.language).defaults;
  const entered = Object.keys(form.values).length > 0;
  const shown = { language: visit.language, canBeDefault: true, wasSent: entered };
  const row = (name: RoomOptionName) => {
    const rule = policy[name];
    const checked = entered ? form.values[`fixed-${name}`] === 'on' : (rule?.fixed ?? false);
    return html`<div class="option">
      ${roomOptionField(form, name, { ...shown, value: rule?.value })}
      ${checkboxField(form, `fixed-${name}`, { label: text.fixed, checked })}
    </div> `;
  };
  const { groups } = texts(visit.language).settings;
  const fieldsets = (Object.keys(groups) as OptionGroup[]).map(
    (group) =>
      html`<fieldset class="panel">
        <legend>${groups[group]}</legend>
        ${roomOptionNames.filter((name) => optionGroups[name] === group).map(row)}
      </fieldset> `,
  );
  const body = html`${adminHead(visit, 'defaults')}
    <p class="lead">${text.lead}</p>
    ${visit.query.has('saved') && html`<p class="notice" role="status">${text.saved}</p>`}
    <form method="post" action="/admin/defaults">
      ${csrfField(visit)}${problemSummary(form, optionLabels(visit.language), visit)}${fieldsets}
      <div class="actions"><button class="primary">${text.save}</button></div>
    </form>`;
  return { title: text.title, body, section: 'administration' };
}
