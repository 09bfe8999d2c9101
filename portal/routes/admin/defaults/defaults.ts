import { z } from 'zod';
import {
  type RoomOptionName,
  roomOptionNames,
} from '../../../../bridge/conference/room-options.js';
import { parseRoomOption } from '../../../../bridge/conference/room-option-values.js';
import { redirect } from '../../../http/answer.js';
import { type FormState, emptyForm } from '../../../http/form.js';
import type { Resource } from '../../../http/routes.js';
import type { SignedInVisit } from '../../../http/visit.js';
import { problem } from '../../../i18n/problems.js';
import { defaultWord, wordOf } from '../../../views/room-option.js';
import { forAccount } from '../../../auth/acting.js';
import { type DefaultsFields, defaultsPage } from './defaults-page.js';

const fields = roomOptionNames.flatMap((name) => [
  [name, z.string().trim().max(100).default('')] as const,
  [`fixed-${name}` as const, z.literal('on').optional()] as const,
]);
const schema = z.object(Object.fromEntries(fields)) as unknown as z.ZodType<DefaultsFields> & {
  readonly shape: object;
};

/** What new organizers begin with, and what they cannot change (M4). */
export const adminDefaults: Resource = (routes) => {
  const { administration } = routes.portal;
  const page = async (visit: SignedInVisit, form: FormState<DefaultsFields>) => {
    const by = forAccount(visit.principal, 'policy.change');
    const { options } = await administration.policy(by.accountId);
    return defaultsPage(visit, options, form);
  };

  routes.page('/admin/defaults', (visit) => page(visit, emptyForm));

  routes.form<DefaultsFields>('/admin/defaults', {
    schema,
    accept: async (visit, entered) => {
      const by = forAccount(visit.principal, 'policy.change');
      const refused: Partial<Record<RoomOptionName, string>> = {};
      const assignments: string[] = [];
      const { options: policy } = await administration.policy(by.accountId);
      for (const name of roomOptionNames) {
        const word = entered[name] === '' ? defaultWord : entered[name];
        const fixed = entered[`fixed-${name}`] === 'on';
        const parsed = parseRoomOption(name, word);
        const rule = policy[name];
        if (!parsed.ok) refused[name] = problem('choice', visit.language);
        // Only a value can be fixed: "the default, whatever it will be" is none.
        else if (parsed.value === null && fixed) refused[name] = problem('fixable', visit.language);
        else if (wordOf(rule?.value) !== wordOf(parsed.value) || (rule?.fixed ?? false) !== fixed) {
          assignments.push(`${name}=${word}${fixed ? ',fixed' : ''}`);
        }
      }
      if (Object.keys(refused).length > 0) return { refused };
      if (assignments.length > 0) await administration.changePolicy(by, assignments);
      return redirect('/admin/defaults?saved=1');
    },
    show: page,
  });
};
