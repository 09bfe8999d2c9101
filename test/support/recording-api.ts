import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Test } from 'tap';
import {
  type RecordingAccess,
  type RecordingAction,
  recordingApi,
} from '../../portal/routes/recordings/api/recording-api.js';
import {
  type RecordingsUnderTest,
  account,
  ada as adaActor,
  recordingsUnderTest,
} from './recordings.js';

export interface ApiUnderTest extends RecordingsUnderTest {
  /** With a slash at its end. */
  readonly url: string;
  /** What the next requests may do; null: nobody is signed in. */
  grant: ((action: RecordingAction) => RecordingAccess | null) | null;
}

export const ada: RecordingAccess = { accountId: account, roomIds: ['room-1'], actor: adaActor };

/** The API on a socket of its own, without the rest of the portal. */
export async function recordingApiUnderTest(t: Test): Promise<ApiUnderTest> {
  const under = await recordingsUnderTest(t);
  const app = express();
  const state: ApiUnderTest = { ...under, url: '', grant: () => ada };
  app.use(
    '/api/v1/recordings',
    recordingApi({
      catalogue: under.catalogue,
      recordings: under.store.recordings,
      sink: under.sink,
      directory: under.store.directory,
      authorize: (_request, action) => Promise.resolve(state.grant?.(action) ?? null),
      beforeChange: (_request, _response, next) => next(),
      timeZone: () => 'UTC',
    }),
  );
  const server = createServer((request, response) => void app(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => closed(server));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, { url: `http://127.0.0.1:${port}/api/v1/recordings/` });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
