import { languageSchema } from '../../i18n/languages.js';
import { z } from 'zod';
import * as input from '../../../bridge/application/directory/directory-input.js';
import { PartylineError } from '../../../bridge/kernel/errors.js';
import { roomOptionNames } from '../../../bridge/conference/room-options.js';
import { forAccount } from '../../auth/acting.js';
import { authorize } from '../../auth/authorize.js';
import { accepts } from '../../http/accepts.js';
import { endpoint } from '../endpoint.js';

const number = z.object({
  number: z.string(),
  country: z.string(),
  kind: z.enum(['toll', 'toll-free', 'international-toll-free']),
  language: languageSchema,
});
const rule = z.object({
  value: z.union([z.boolean(), z.number(), z.string()]),
  fixed: z.boolean().describe('true: organizers cannot change it'),
});

/** Access numbers, and what new rooms begin with. */
export const account = [
  endpoint({
    method: 'get',
    path: '/numbers',
    id: 'listNumbers',
    tag: 'administration',
    summary: 'The access numbers',
    result: z.object({ items: z.array(number) }),
    run: async ({ principal }, { administration }) => {
      const { accountId, groupId, id } = principal.person;
      authorize(principal, 'room.see', { accountId, groupId, personId: id });
      const items = await administration.numbers();
      return {
        items: items.map(({ number, country, kind, language }) => {
          return { number, country, kind, language };
        }),
      };
    },
  }),
  endpoint({
    method: 'post',
    path: '/numbers',
    id: 'addNumber',
    tag: 'administration',
    summary: 'Adds an access number',
    body: number.extend({
      number: z.string().max(40).refine(accepts(input.e164), 'E.164 with +'),
      country: z.string().refine(accepts(input.country), 'ISO 3166-1 alpha-2'),
    }),
    result: number,
    status: 201,
    run: async ({ principal, body }, { administration }) => {
      const added = await administration.addNumber(forAccount(principal, 'number.change'), body);
      const { number, country, kind, language } = added;
      return { number, country, kind, language };
    },
  }),
  endpoint({
    method: 'delete',
    path: '/numbers/{number}',
    id: 'removeNumber',
    tag: 'administration',
    summary: 'Takes an access number away',
    params: z.object({ number: z.string().max(20) }),
    run: async ({ principal, params }, { administration }) => {
      await administration.removeNumber(forAccount(principal, 'number.change'), params.number);
    },
  }),
  endpoint({
    method: 'get',
    path: '/policy',
    id: 'getPolicy',
    tag: 'administration',
    summary: 'What new rooms begin with, and what organizers cannot change',
    result: z.record(z.string(), rule),
    run: async ({ principal }, { administration }) => {
      const by = forAccount(principal, 'policy.change');
      return { ...(await administration.policy(by.accountId)).options };
    },
  }),
  endpoint({
    method: 'patch',
    path: '/policy',
    id: 'changePolicy',
    tag: 'administration',
    summary: 'Changes rules, all or none; null takes a rule away',
    body: z.partialRecord(z.enum(roomOptionNames), rule.nullable()),
    result: z.record(z.string(), rule),
    run: async ({ principal, body }, { administration }) => {
      const by = forAccount(principal, 'policy.change');
      const assignments = Object.entries(body).map(([name, one]) =>
        one === null ? `${name}=default` : `${name}=${one.value}${one.fixed ? ',fixed' : ''}`,
      );
      if (assignments.length === 0) {
        throw new PartylineError('bad-value', 'body changes nothing', { mend: 'name an option' });
      }
      return { ...(await administration.changePolicy(by, assignments)).options };
    },
  }),
];
