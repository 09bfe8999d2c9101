import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import t from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { runBridge } from '../../../bridge/main.js';
import { parseConfig } from '../../../config/load.js';
import { freePorts } from '../../support/free-ports.js';
import { RtpPhone } from '../../support/rtp-phone.js';
import { SipCall, SipCaller } from '../../support/sip-caller.js';

// In this process, because there is no other way to kill one thread of a bridge and not all of it.
t.test('when the media worker dies its legs end with a reason; new calls are taken', async (t) => {
  // Of the bridge's threads, the one that is asked something when a call comes.
  let calling = false;
  const workers = new Set<Worker>();
  const seen = (worker: Worker): void => {
    worker.on('message', (event: { readonly kind?: unknown }) => {
      if (calling && event.kind === 'reply') workers.add(worker);
    });
  };
  process.on('worker', seen);
  const folder = mkdtempSync(path.join(tmpdir(), 'partyline-worker-'));
  const port = await freePorts(60);
  const lines: string[] = [];
  const bridge = await runBridge({
    config: parseConfig({
      dataDir: folder,
      sip: { host: '127.0.0.1', port },
      http: { host: '127.0.0.1', port: port + 2 },
      rtp: { ports: `${port + 4}-${port + 59}` },
      media: { workers: 1 },
    }),
    root: path.resolve('.'),
    stdout: (line) => void lines.push(line),
    logger: silentLogger,
  });
  const [, room] = /Room number +(\d+)/.exec(lines.join('\n'))!;
  const caller = await SipCaller.open({ port });
  const phones: RtpPhone[] = [];
  const dial = async (): Promise<SipCall> => {
    const phone = await RtpPhone.open();
    phones.push(phone);
    const call = await caller.invite(room!, phone.sdp());
    phone.connect(call.sdp);
    return call;
  };
  let drained = false;
  t.teardown(async () => {
    process.off('worker', seen);
    for (const phone of phones) await phone.close();
    await caller.close();
    if (!drained) await bridge.drain();
    rmSync(folder, { recursive: true });
  });

  calling = true;
  const waiting = await dial();
  await waiting.key('#');
  const entering = await dial();
  const [worker, ...others] = workers;
  t.same(others, []);
  // One call is being set up while it dies.
  const arriving = dial().catch((error: unknown) => error);
  await worker!.terminate();
  for (const call of [waiting, entering]) {
    t.match((await call.ended).header('Reason'), /^Q\.850;cause=41/);
  }
  // It is refused, or ends as the others, or has come late enough for the next worker.
  const outcome = await arriving;
  if (outcome instanceof SipCall && outcome.bye === null) await outcome.hangUp();

  const health = async (): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port + 2}/healthz`)).status;
  while ((await health()) !== 200);
  const later = await dial();
  const phone = phones.at(-1)!;
  await phone.until('a prompt', () => phone.loudness() > -45);
  t.equal((await later.hangUp()).status, 200);

  drained = true;
  await bridge.drain();
  const database = new Database(path.join(folder, 'partyline.db'), { readonly: true });
  const legs = database.prepare('select end_reason as reason from call_legs order by started_at');
  const reasons = legs.pluck().all();
  database.close();
  t.same(reasons.slice(0, 2), ['media-lost', 'media-lost']);
  t.equal(reasons.at(-1), 'remote-bye');
  t.notOk(reasons.includes(null), 'every record has its end');
});
