import { z } from 'zod';
import { redirect } from '../../http/answer.js';
import { setCookie } from '../../http/cookies.js';
import { ownPath } from '../../http/own-path.js';
import type { Resource } from '../../http/routes.js';
import { languageCookie, readableSchema } from '../../i18n/languages.js';
import { html } from '../../views/html.js';

const year = 365 * 86_400_000;

/** The switch at the foot of each page. */
export const language: Resource = (routes) => {
  routes.publicForm('/language', {
    schema: z.object({ language: readableSchema, back: z.string().max(2_000) }),
    accept: ({ request }, { language, back }) => {
      setCookie(request, languageCookie, language, year);
      return redirect(ownPath(back));
    },
    // Only somebody who writes the request by hand sees this.
    show: (_visit, { problems }) => ({
      title: 'Language',
      body: html`<h1>Language</h1>
        <p>language: ${problems.language ?? ''} back: ${problems.back ?? ''}</p>`,
    }),
  });
};
