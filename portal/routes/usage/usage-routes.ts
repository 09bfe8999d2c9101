import { PartylineError } from '../../../bridge/kernel/errors.js';
import type { UsageScope } from '../../../bridge/ports/usage.js';
import { sendCsv } from '../../csv/send-csv.js';
import type { Page } from '../../http/answer.js';
import { type Routes, signedIn, signedInVisit } from '../../http/routes.js';
import type { SignedInVisit } from '../../http/visit.js';
import { type Html, html } from '../../views/html.js';
import { conferenceBody } from './conference-page.js';
import { readChoice, slotsOf, usageQuery } from './usage-choice.js';
import { callsCsv, conferencesCsv } from './usage-csv.js';
import { usageBody } from './usage-page.js';
import { type UsageView, usageView } from './usage-view.js';

const rowsPerPage = 25;
const mostRows = 10;

/** Where usage is shown, and whose. */
export interface UsagePlace {
  readonly path: string;
  readonly ofMany: boolean;
  /** @throws PartylineError `not-allowed` */
  readonly scopeOf: (visit: SignedInVisit) => UsageScope;
  /** Numbers of the rooms whose callers' numbers are masked here. */
  readonly maskedRoomsOf: (visit: SignedInVisit) => Promise<ReadonlySet<string>>;
  readonly head: (visit: SignedInVisit) => Html;
  readonly page: Pick<Page, 'section'> & { readonly title: (visit: SignedInVisit) => string };
}

/** Its pages and downloads. */
export function usageRoutes(routes: Routes, place: UsagePlace): void {
  const { portal } = routes;
  const { usage, prices } = portal.store;
  const { path } = place;

  const viewOf = async (visit: SignedInVisit): Promise<UsageView> => {
    const scope = place.scopeOf(visit);
    return usageView({
      visit,
      path,
      scope,
      ofMany: place.ofMany,
      choice: readChoice(visit.query),
      currency: await prices.currency(scope.accountId),
      nowMs: portal.clock.now(),
      maskedRooms: await place.maskedRoomsOf(visit),
    });
  };
  const queryOf = ({ choice, scope, nowMs, visit }: UsageView) =>
    usageQuery(choice, scope, nowMs, visit.timeZone);
  const page = (visit: SignedInVisit, body: Html, scripts: Page['scripts'] = []): Page => ({
    title: place.page.title(visit),
    body: html`${place.head(visit)}${body}`,
    section: place.page.section!,
    width: 'wide',
    scripts,
  });

  routes.page(path, async (visit) => {
    const view = await viewOf(visit);
    const { sort, order, after = null, months } = view.choice;
    const query = queryOf(view);
    const slotStartsMs = slotsOf(months, view.nowMs, visit.timeZone);
    const [report, list] = await Promise.all([
      usage.report({ ...query, slotStartsMs, mostRows }),
      usage.conferences({
        ...query,
        sort,
        descending: order === 'desc',
        after,
        limit: rowsPerPage,
      }),
    ]);
    return page(visit, usageBody(view, report, slotStartsMs, list), ['usage-chart']);
  });

  routes.page(`${path}/conferences/:id`, async (visit) => {
    const view = await viewOf(visit);
    const found = await usage.conference(view.scope, visit.params['id'] ?? '');
    if (found === null) throw new PartylineError('not-found', 'there is no such conference');
    return page(visit, conferenceBody(view, found));
  });

  routes.router.get(`${path}/conferences.csv`, signedIn, async (request, response) => {
    const view = await viewOf(signedInVisit(request));
    const lines = conferencesCsv(view, usage.everyConference(queryOf(view)));
    await sendCsv(response, 'conferences.csv', lines);
  });

  routes.router.get(`${path}/calls.csv`, signedIn, async (request, response) => {
    const view = await viewOf(signedInVisit(request));
    await sendCsv(response, 'calls.csv', callsCsv(view, usage.everyCall(queryOf(view))));
  });
}
