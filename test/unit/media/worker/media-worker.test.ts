import t from 'tap';
import { MediaWorker } from '../../../../bridge/media/worker/media-worker.js';
import type { WorkerCommand, WorkerEvent } from '../../../../bridge/media/worker/protocol.js';
import { negotiated } from './negotiated.js';

/** A media worker in this thread, so that its timers can be counted. */
class WorkerHere {
  readonly #replies = new Map<number, (reply: WorkerEvent & { kind: 'reply' }) => void>();
  readonly #worker = new MediaWorker((event) => {
    if (event.kind === 'reply') this.#replies.get(event.requestId)?.(event);
    else this.events.push(event);
  });
  readonly events: WorkerEvent[] = [];
  #requests = 0;

  send(command: WorkerCommand): void {
    this.#worker.handle(command);
  }

  request(command: (requestId: number) => WorkerCommand): Promise<WorkerEvent & { kind: 'reply' }> {
    const requestId = ++this.#requests;
    return new Promise((resolve) => {
      this.#replies.set(requestId, resolve);
      this.#worker.handle(command(requestId));
    });
  }

  open(endpointId: string, rtpPort: number): Promise<WorkerEvent & { kind: 'reply' }> {
    return this.request((requestId) => ({
      kind: 'open',
      requestId,
      setup: {
        endpointId,
        bindHost: '127.0.0.1',
        rtpPort,
        ssrc: 1,
        sequence: 1,
        timestamp: 1,
        cname: 'here',
        mediaTimeoutMs: 60_000,
        media: negotiated(),
        resume: null,
      },
    }));
  }
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}

function sockets(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'UDPWrap').length;
}

/** The event loop forgets a closed socket at the end of a round, after its immediates. */
async function handlesClosed(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

t.test('an idle worker, and one with an idle conference, has no timer', async (t) => {
  const before = { timers: timers(), sockets: sockets() };
  const worker = new WorkerHere();
  worker.send({ kind: 'create-conference', conferenceId: 1, automaticGain: true });
  t.equal(timers(), before.timers);

  const opened = await worker.open('leg', 19_900);
  t.equal(opened.result.kind, 'done');
  t.equal(timers(), before.timers + 1, 'one for all, while there is a leg');
  await worker.request((requestId) => ({
    kind: 'join',
    requestId,
    endpointId: 'leg',
    conferenceId: 1,
    memberId: 'm',
    muted: false,
    deaf: false,
  }));
  await worker.request((requestId) => ({ kind: 'close', requestId, endpointId: 'leg' }));
  t.equal(timers(), before.timers);
  await handlesClosed();
  t.equal(sockets(), before.sockets);
});

t.test('a port that is taken is told as such, and leaves nothing open', async (t) => {
  const worker = new WorkerHere();
  const before = sockets();
  await worker.open('first', 19_910);
  const second = await worker.open('second', 19_910);
  t.match(second.result, { kind: 'failed', reason: 'port' });
  await worker.request((requestId) => ({ kind: 'close', requestId, endpointId: 'first' }));
  await handlesClosed();
  t.equal(sockets(), before);
  const none = await worker.request((requestId) => ({
    kind: 'close',
    requestId,
    endpointId: 'first',
  }));
  t.match(none.result, { kind: 'failed', reason: 'gone' });
});
