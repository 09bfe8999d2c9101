import { existsSync } from 'node:fs';
import t from 'tap';
import { type ApiUnderTest, ada, recordingApiUnderTest } from '../../support/recording-api.js';

async function call(api: ApiUnderTest, path: string, method = 'GET', body?: unknown) {
  const response = await fetch(api.url + path, {
    method,
    ...(body === undefined
      ? {}
      : {
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? null : (JSON.parse(text) as unknown) };
}

t.test('recordings are listed page by page', async (t) => {
  const api = await recordingApiUnderTest(t);
  const ids: string[] = [];
  for (let count = 0; count < 5; count++) {
    api.clock.advance(count % 2 === 0 ? 1_000 : 0);
    ids.push((await api.add()).id);
  }
  await api.add({ roomId: 'room-2', roomNumber: '700200' });
  const seen: string[] = [];
  let after = '';
  for (let page = 0; page < 3; page++) {
    const { json } = await call(api, `?limit=2${after}`);
    const { recordings, next } = json as { recordings: { id: string }[]; next: string | null };
    seen.push(...recordings.map(({ id }) => id));
    t.equal(next === null, page === 2);
    after = `&after=${next}`;
  }
  t.same(seen.sort(), ids.sort(), 'each once, and none of another room');
  t.match((await call(api, '')).json, {
    recordings: [{ room: '700100', title: null, state: 'ready', durationMs: 2_000, bytes: 5 }],
    next: null,
  });
});

t.test('whoever is not signed in, or asks for what is not theirs, gets nothing', async (t) => {
  const api = await recordingApiUnderTest(t);
  const own = await api.add();
  const foreign = await api.add({ roomId: 'room-2' });
  const calls: readonly (readonly [path: string, method: string, body?: unknown])[] = [
    ['', 'GET'],
    ['/audio', 'GET'],
    ['/download', 'HEAD'],
    ['/peaks', 'GET'],
    ['/timeline', 'GET'],
    ['', 'PATCH', { title: 'x' }],
    ['', 'DELETE'],
  ];
  for (const [path, method, body] of calls) {
    const label = `${method} ${path}`;
    t.equal((await call(api, foreign.id + path, method, body)).status, 404, label);
    t.equal(
      (await call(api, `${foreign.id.slice(0, 35)}x${path}`, method, body)).status,
      404,
      label,
    );
    t.equal((await call(api, `..%2f..%2fetc${path}`, method, body)).status, 404, label);
    api.grant = null;
    t.equal((await call(api, own.id + path, method, body)).status, 401, label);
    api.grant = () => ada;
  }
  api.grant = (action) => (action === 'listen' ? ada : { ...ada, roomIds: [] });
  t.equal((await call(api, own.id)).status, 200);
  t.equal((await call(api, own.id, 'DELETE')).status, 404, 'who may listen may not yet delete');
  t.ok(existsSync(api.sink.pathFor(own.id, 'audio')));
});

t.test('a recording is renamed; a title that cannot be is refused', async (t) => {
  const api = await recordingApiUnderTest(t);
  const { id } = await api.add();
  t.match(await call(api, id, 'PATCH', { title: '  <b>Réunion</b> ' }), {
    status: 200,
    json: { id, title: '<b>Réunion</b>' },
  });
  t.match((await call(api, id)).json, { title: '<b>Réunion</b>' });
  const refused: readonly unknown[] = [
    { title: '' },
    { title: 'x'.repeat(10_000) },
    { title: 7 },
    { title: 'x', expiresAtMs: 0 },
    {},
    [],
    '{"title":',
    `{"title":"${'x'.repeat(100_000)}"}`,
  ];
  for (const body of refused) {
    const { status, json } = await call(api, id, 'PATCH', body);
    t.match(String(status), /^4(00|13)$/, JSON.stringify(body).slice(0, 40));
    t.match(json, { error: { code: 'bad-value' } });
  }
  t.match((await call(api, id)).json, { title: '<b>Réunion</b>' });
});

t.test('a recording is deleted once', async (t) => {
  const api = await recordingApiUnderTest(t);
  const { id } = await api.add();
  const outcomes = await Promise.all([call(api, id, 'DELETE'), call(api, id, 'DELETE')]);
  t.same(outcomes.map(({ status }) => status).sort(), [204, 404]);
  t.equal((await call(api, id)).status, 404);
  t.equal((await call(api, `${id}/audio`)).status, 404);
  t.notOk(existsSync(api.sink.pathFor(id, 'audio')));
  const open = await api.begin();
  t.match(await call(api, open.id, 'DELETE'), {
    status: 409,
    json: { error: { code: 'wrong-state', mend: /stop/ } },
  });
});

t.test('the timeline tells who spoke when', async (t) => {
  const api = await recordingApiUnderTest(t);
  const { id } = await api.add();
  await api.store.recordings.setSpeech(id, [
    { memberId: 'm1', label: 'Ada <i>', fromSample: 0, toSample: 16_000 },
  ]);
  t.match((await call(api, `${id}/timeline`)).json, {
    durationMs: 2_000,
    parts: [{ fromMs: 0, toMs: 2_000 }],
    gaps: [],
    speakers: [{ memberId: 'm1', label: 'Ada <i>', turns: [[0, 1_000]] }],
  });
});

t.test('what is not asked for rightly is refused in JSON', async (t) => {
  const api = await recordingApiUnderTest(t);
  for (const query of [
    '?limit=0',
    '?limit=501',
    '?limit=x',
    '?after=1.2',
    '?room=a',
    '?room=1&room=2',
  ]) {
    t.match(await call(api, query), { status: 400, json: { error: { code: 'bad-value' } } }, query);
  }
  t.match(await call(api, '?room=999'), { status: 200, json: { recordings: [] } });
  t.match(await call(api, '', 'POST', {}), { status: 404, json: { error: {} } });
});
