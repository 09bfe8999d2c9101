import { texts } from '../../../languages/languages.js';
import { z } from 'zod';
import { addressOf, perAddress } from '../../auth/rate-limits.js';
import { SignInThrottle } from '../../auth/sign-in-throttle.js';
import { redirect } from '../../http/answer.js';
import { emptyForm } from '../../http/form.js';
import { ownPath } from '../../http/own-path.js';
import { type Resource, ownForm } from '../../http/routes.js';
import { type SignInFields, signInPage } from './sign-in-page.js';

const schema = z.object({
  email: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(200),
  next: z.string().max(2_000).optional(),
});

/** Where somebody comes who was on the way to no page in particular. */
export const startPage = '/conferences';

export const signIn: Resource = (routes) => {
  const { people, sessions, clock } = routes.portal;
  const throttle = new SignInThrottle(clock);

  routes.publicPage('/sign-in', (visit) => {
    if (visit.principal !== null) return redirect(startPage);
    const next = visit.query.get('next') ?? '';
    const form = { values: { next }, problems: {} };
    return signInPage(visit, visit.query.has('next') ? form : emptyForm);
  });

  routes.publicForm<SignInFields>(
    '/sign-in',
    {
      schema,
      accept: async ({ request, language }, { email, password, next }) => {
        const strings = texts(language).signIn;
        const account = email.toLowerCase();
        const verdict = await throttle.try(account, addressOf(request), () =>
          people.signIn(account, password),
        );
        if (verdict.kind === 'wait') {
          const message = strings.wait(Math.ceil(verdict.delayMs / 1000));
          return { refused: {}, message, status: 429 };
        }
        if (verdict.result === null) return { refused: {}, message: strings.refused };
        await sessions.begin(request, verdict.result);
        return redirect(next === undefined || next === '' ? startPage : ownPath(next));
      },
      show: signInPage,
    },
    perAddress(),
  );

  routes.router.post('/sign-out', routes.formBody, ownForm, async (request, response) => {
    await sessions.end(request);
    response.redirect(303, '/');
  });
};
