import express, { type Request, type RequestHandler, Router } from 'express';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import type { AuditActor } from '../../../../bridge/ports/administration.js';
import type { RecordingSink, RecordingStore } from '../../../../bridge/ports/recordings.js';
import type { DirectoryStore } from '../../../../bridge/ports/directory.js';
import type { RecordingCatalogue, RecordingScope } from '../../../../recordings/catalogue.js';
import { timelineOf } from '../../../../recordings/timeline.js';
import type { Operation } from '../../../api/endpoint.js';
import { apiErrors } from './api-errors.js';
import { audioRoute } from './audio.js';
import { recordingOperations } from './operations.js';
import { parsePosition, positionText } from './page-position.js';
import { peaksRoute } from './peaks.js';
import { read } from './read.js';
import { recordingJson } from './recording-json.js';

export type RecordingAction = 'listen' | 'change' | 'delete';

/** What somebody may do this with, and who it is, for the audit. */
export interface RecordingAccess extends RecordingScope {
  readonly actor: AuditActor;
}

export interface RecordingApiDependencies {
  readonly catalogue: RecordingCatalogue;
  readonly recordings: Pick<RecordingStore, 'speechOf'>;
  readonly sink: Pick<RecordingSink, 'bytes' | 'read'>;
  readonly directory: Pick<DirectoryStore, 'findRoomByNumber'>;
  /** Null: nobody is signed in. */
  readonly authorize: (
    request: Request,
    action: RecordingAction,
  ) => Promise<RecordingAccess | null>;
  /** Before PATCH and DELETE: that the request is not forged. */
  readonly beforeChange: RequestHandler;
  /** The reader's, for the dates in file names. */
  readonly timeZone: (request: Request) => string;
}

/** Where this router is, and how Express writes what OpenAPI writes as `{id}`. */
const pathOf = ({ path }: Operation): string =>
  path.replace('/recordings', '').replace('{id}', ':id') || '/';

/** `/api/v1/recordings`. Where nothing else is said, JSON. */
export function recordingApi(deps: RecordingApiDependencies): Router {
  const { catalogue, recordings, beforeChange } = deps;
  const { list, show, rename, remove, timeline, audio, download, peaks } = recordingOperations;
  const router = Router();
  const access = async (request: Request, action: RecordingAction): Promise<RecordingAccess> => {
    const granted = await deps.authorize(request, action);
    if (granted === null) throw new PartylineError('not-signed-in', 'sign in, or send a token');
    return granted;
  };
  const idOf = (request: Request): string => String(request.params['id']);

  router.use((_request, response, next) => {
    response.set('Cache-Control', 'private, no-cache');
    next();
  });
  router.get(pathOf(list), async (request, response) => {
    const granted = await access(request, 'listen');
    const { room, after, limit } = read(list.query.strict(), request.query, 'query');
    const roomId = room === undefined ? undefined : await roomIdOf(room, deps);
    const found = await catalogue.list(granted, {
      limit,
      ...(roomId === undefined ? {} : { roomId }),
      ...(after === undefined ? {} : { after: parsePosition(after) }),
    });
    const last = found.length === limit ? found.at(-1) : undefined;
    response.json({
      recordings: found.map(recordingJson),
      next: last === undefined ? null : positionText(last),
    });
  });
  router.get(pathOf(show), async (request, response) => {
    const granted = await access(request, 'listen');
    response.json(recordingJson(await catalogue.find(granted, idOf(request))));
  });
  router.patch(
    pathOf(rename),
    express.json({ limit: '64kb' }),
    beforeChange,
    async (request, response) => {
      const granted = await access(request, 'change');
      const { title } = read(rename.body, request.body, 'body');
      response.json(
        recordingJson(await catalogue.rename(granted, idOf(request), title, granted.actor)),
      );
    },
  );
  router.delete(pathOf(remove), beforeChange, async (request, response) => {
    const granted = await access(request, 'delete');
    await catalogue.delete(granted, idOf(request), granted.actor);
    response.status(204).end();
  });
  router.get(pathOf(timeline), async (request, response) => {
    const recording = await catalogue.find(await access(request, 'listen'), idOf(request));
    response.json(timelineOf(recording, await recordings.speechOf(recording.id)));
  });
  const ready = async (request: Request) => {
    const recording = await catalogue.find(await access(request, 'listen'), idOf(request));
    if (recording.finish !== null) return { ...recording, finish: recording.finish };
    throw new PartylineError('wrong-state', 'it is being recorded');
  };
  // GET here answers HEAD too.
  router.get(pathOf(audio), audioRoute({ ...deps, ready, disposition: 'inline' }));
  router.get(pathOf(download), audioRoute({ ...deps, ready, disposition: 'attachment' }));
  router.get(pathOf(peaks), peaksRoute({ ...deps, ready }));
  router.use((request) => {
    throw new PartylineError('not-found', `there is no ${request.method} ${request.path} here`);
  });
  router.use(apiErrors);
  return router;
}

/** A room that is not there has no recordings either. */
async function roomIdOf(number: string, { directory }: RecordingApiDependencies): Promise<string> {
  return (await directory.findRoomByNumber(number))?.id ?? '';
}
