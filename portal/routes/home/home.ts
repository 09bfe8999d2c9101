import { redirect } from '../../http/answer.js';
import type { Resource } from '../../http/routes.js';
import { startPage } from '../sign-in/sign-in.js';
import { homePage } from './home-page.js';

export const home: Resource = (routes) => {
  routes.publicPage('/', async (visit) => {
    if (visit.principal !== null) return redirect(startPage);
    return homePage(await routes.portal.dialIn(), visit);
  });
};
