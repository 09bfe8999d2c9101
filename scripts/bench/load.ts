// The load generator: hundreds of callers in one process, told by the bench over IPC what to do.
import { deliveryOf, percentile, round } from './arrivals.js';
import { churn } from './churn.js';
import { Pacer } from './pacer.js';
import type { LoadReplies, LoadReply, LoadRequest, Room } from './protocol.js';
import { RtpCaller } from './rtp-caller.js';
import { SipCaller, type AnsweredCall } from './sip-caller.js';
import { BURST_EVERY_FRAMES, bursts, isBurst, lineNoise, talk } from './sounds.js';

let callers: RtpCaller[] = [];
let pacer: Pacer | null = null;
let sip: SipCaller | null = null;
/** The members that are in a call, and the pair that measures the delay. */
let calls = new Map<RtpCaller, AnsweredCall>();

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function open(members: number, talkers: number): Promise<LoadReplies['open']> {
  const noise = lineNoise();
  // Talkers are dealt over the rooms as members are, so that every room has its share.
  callers = await Promise.all(
    Array.from({ length: members }, (_, i) =>
      RtpCaller.open(i, i < talkers ? talk(300 + 70 * (i % 30)) : noise),
    ),
  );
  return { ports: callers.map((caller) => caller.port) };
}

async function connect(ports: readonly number[]): Promise<LoadReplies['connect']> {
  await Promise.all(callers.map((caller, index) => caller.connect(ports[index]!)));
  pacer = new Pacer(callers);
  return {};
}

async function dial(
  sipPort: number,
  rooms: readonly Room[],
  rate: number,
): Promise<LoadReplies['dial']> {
  const phone = (sip ??= await SipCaller.open(sipPort));
  pacer = new Pacer(callers);
  const setups: number[] = [];
  let failed = 0;
  const startMs = performance.now();
  const dialled = callers.map(async (caller, index) => {
    await pause((index * 1000) / rate - (performance.now() - startMs));
    try {
      const room = rooms[index % rooms.length]!;
      const call = await phone.invite(room.number, caller.port);
      setups.push(call.setupMs);
      calls.set(caller, call);
      await caller.connect(call.rtpPort);
      // The last place of a room is an organizer's, so the first caller of each is one.
      if (index < rooms.length) await phone.press(call, `*${room.pin}#`);
    } catch (error) {
      failed += 1;
      if (failed === 1) process.stderr.write(`${String(error)}\n`);
    }
  });
  await Promise.all(dialled);
  return {
    calls: callers.length,
    failed,
    retransmissions: phone.retransmissions,
    p50Ms: percentile(setups, 0.5),
    p99Ms: percentile(setups, 0.99),
  };
}

async function measure(seconds: number): Promise<LoadReplies['measure']> {
  for (const { arrivals } of callers) arrivals.restart();
  const startMs = performance.now();
  await pause(seconds * 1000);
  return deliveryOf(
    callers.map(({ arrivals }) => arrivals),
    performance.now() - startMs,
  );
}

/**
 * Burst sent → the first packet that carries it received, through the loaded bridge. Two sources
 * half a tick apart send bursts in turn: how one source falls to the bridge's ticks is chance.
 */
async function delay(sipPort: number, room: Room, wanted: number): Promise<LoadReplies['delay']> {
  const phone = (sip ??= await SipCaller.open(sipPort));
  const first = 50 * Math.ceil(callers.length / 50);
  const sources = await Promise.all([
    RtpCaller.open(first, bursts()),
    RtpCaller.open(first + BURST_EVERY_FRAMES / 2, bursts()),
  ]);
  const listener = await RtpCaller.open(first + 1, lineNoise());
  for (const caller of [...sources, listener]) {
    const call = await phone.invite(room.number, caller.port);
    calls.set(caller, call);
    await caller.connect(call.rtpPort);
  }
  // All begin at once, so that the bursts stay 100 ms apart. The pacer's slots are 2 ms apart.
  const idle = { sendFrame: () => undefined };
  const sending = new Pacer([sources[0], listener, idle, idle, idle, sources[1]]);
  const delays: number[] = [];
  let sentMs = 0;
  for (const source of sources) {
    source.onSent = (frame, atMs) => {
      if (frame % BURST_EVERY_FRAMES === 0) sentMs = atMs;
    };
  }
  // They are admitted some seconds after the answer; a burst under the last words is not counted.
  await pause(12_000);
  await new Promise<void>((resolve) => {
    const limit = setTimeout(resolve, wanted * 250);
    listener.onPayload = (payload, atMs) => {
      if (sentMs === 0 || !isBurst(payload)) return;
      delays.push(atMs - sentMs);
      sentMs = 0;
      if (delays.length < wanted) return;
      clearTimeout(limit);
      resolve();
    };
  });
  sending.stop();
  return {
    samples: delays.length,
    p50Ms: percentile(delays, 0.5),
    p99Ms: percentile(delays, 0.99),
  };
}

async function hangUp(): Promise<LoadReplies['hang-up']> {
  pacer?.stop();
  const startMs = performance.now();
  const ended = await Promise.allSettled([...calls.values()].map((call) => sip!.bye(call)));
  const failed = ended.filter((result) => result.status === 'rejected').length;
  const result = { calls: calls.size, failed, lastMs: round(performance.now() - startMs, 1) };
  calls = new Map();
  return result;
}

function close(): LoadReplies['close'] {
  pacer?.stop();
  sip?.close();
  for (const caller of callers) caller.close();
  callers = [];
  return {};
}

async function carryOut(request: LoadRequest): Promise<LoadReplies[keyof LoadReplies]> {
  switch (request.ask) {
    case 'open':
      return open(request.members, request.talkers);
    case 'connect':
      return connect(request.ports);
    case 'dial':
      return dial(request.sipPort, request.rooms, request.rate);
    case 'measure':
      return measure(request.seconds);
    case 'delay':
      return delay(request.sipPort, request.room, request.bursts);
    case 'churn':
      return churn(callers, calls, sip!, request.room, request.seconds);
    case 'hang-up':
      return hangUp();
    case 'close':
      return close();
  }
}

process.on('message', (request: LoadRequest) => {
  const reply = (message: LoadReply): void => void process.send!(message);
  carryOut(request).then(
    (value) => reply({ ok: true, value }),
    (error: unknown) => reply({ ok: false, error: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
