import type { Request } from 'express';
import { z } from 'zod';
import type { RecordingRecord } from '../../../bridge/ports/recordings.js';
import { isWithin } from '../../../recordings/catalogue.js';
import { timelineOf } from '../../../recordings/timeline.js';
import { readPeaks } from '../../../recordings/waveform/read-peaks.js';
import { bearerPrincipal } from '../../api/bearer.js';
import { recordingAccess } from '../../auth/recording-access.js';
import { redirect } from '../../http/answer.js';
import { emptyForm } from '../../http/form.js';
import { type Resource, ownForm } from '../../http/routes.js';
import type { SignedInVisit } from '../../http/visit.js';
import { parsePosition } from './api/page-position.js';
import { type RecordingAction, recordingApi } from './api/recording-api.js';
import { deletePage } from './delete-page.js';
import { listPage } from './list-page.js';
import { type RecordingPage, recordingPage } from './recording-page.js';

const onePage = 50;
/** About one bar to each pixel of a wide screen. */
const pointsDrawn = 800;

/** Recordings (P6): heard, named, downloaded and deleted. Organizers hear theirs; admins delete. */
export const recordings: Resource = (routes) => {
  const { portal } = routes;
  const { catalogue, sink } = portal.recordings;
  const access = (visit: SignedInVisit, action: RecordingAction) =>
    recordingAccess(portal, visit.principal, action);
  // Whoever may listen may delete: the wider of the two is what is seen.
  const seen = async (visit: SignedInVisit): Promise<RecordingRecord> =>
    catalogue.find(await access(visit, 'delete'), String(visit.params['id']));
  const pageOf = async (visit: SignedInVisit): Promise<RecordingPage> => {
    const recording = await seen(visit);
    const mayListen = isWithin(await access(visit, 'listen'), recording);
    const isReady = mayListen && recording.finish !== null;
    const mayChange = isWithin(await access(visit, 'change'), recording);
    const speech = mayListen ? await portal.store.recordings.speechOf(recording.id) : [];
    return {
      recording,
      timeline: timelineOf(recording, speech),
      peaks: isReady ? await readPeaks(sink, recording.id, pointsDrawn) : [],
      fileIsThere: (await sink.bytes(recording.id, 'audio')) !== null,
      mayListen,
      mayChange,
    };
  };

  routes.page('/recordings', async (visit) => {
    const after = visit.query.get('after');
    const position = after === null ? {} : { after: parsePosition(after) };
    const page = { ...position, limit: onePage + 1 };
    const found = await catalogue.list(await access(visit, 'delete'), page);
    const shown = found.slice(0, onePage);
    const hasOlder = found.length > onePage;
    return listPage({ recordings: shown, hasOlder, isFirst: after === null }, visit);
  });
  routes.page('/recordings/:id', async (visit) =>
    recordingPage(await pageOf(visit), emptyForm, visit),
  );
  routes.form('/recordings/:id', {
    schema: z.object({ title: z.string().trim().min(1).max(200) }),
    accept: async (visit, { title }) => {
      const granted = await access(visit, 'change');
      const { id } = await catalogue.find(granted, String(visit.params['id']));
      await catalogue.rename(granted, id, title, granted.actor);
      return redirect(`/recordings/${id}`);
    },
    show: async (visit, form) => recordingPage(await pageOf(visit), form, visit),
  });
  routes.page('/recordings/:id/delete', async (visit) => deletePage(await seen(visit), visit));
  routes.form('/recordings/:id/delete', {
    schema: z.object({}),
    accept: async (visit) => {
      const granted = await access(visit, 'delete');
      await catalogue.delete(granted, String(visit.params['id']), granted.actor);
      return redirect('/recordings');
    },
    show: async (visit) => deletePage(await seen(visit), visit),
  });

  routes.router.use(
    '/api/v1/recordings',
    recordingApi({
      catalogue,
      sink,
      recordings: portal.store.recordings,
      directory: portal.store.directory,
      authorize: async (request, action) => {
        const principal = hasToken(request)
          ? await bearerPrincipal(portal.tokens, request)
          : request.principal;
        return principal === null ? null : recordingAccess(portal, principal, action);
      },
      beforeChange: (request, response, next) => {
        // A browser sends its cookie by itself, a program its token on purpose.
        if (!hasToken(request) && request.principal !== null) void ownForm(request, response, next);
        else next();
      },
      timeZone: (request) => request.visit.timeZone,
    }),
  );
};

/** The pages play and draw from the same paths as programs, with the cookie of their session. */
const hasToken = (request: Request): boolean => request.get('authorization') !== undefined;
