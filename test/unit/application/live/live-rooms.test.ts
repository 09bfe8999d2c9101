import t from 'tap';
import type { ConferenceCommand } from '../../../../bridge/conference/command.js';
import { LiveRooms } from '../../../../bridge/application/live/live-rooms.js';
import type { LiveMessage } from '../../../../bridge/application/live/message.js';
import type { LiveChange, LiveSnapshot } from '../../../../bridge/application/live/view.js';
import type { LiveSink } from '../../../../bridge/application/live/watcher.js';
import type { MemberLevel } from '../../../../bridge/ports/media-server.js';
import { createSystemRandom } from '../../../../bridge/system/random.js';
import { someQuality } from '../../../support/fake-media-server.js';
import { Bridge } from '../fake-bridge.js';

/** What one watcher got. */
class Sink implements LiveSink {
  readonly messages: LiveMessage[] = [];
  room = Infinity;

  write(message: LiveMessage): boolean {
    this.messages.push(message);
    return --this.room > 0;
  }

  kinds(): readonly string[] {
    return this.messages.map(({ kind }) => kind);
  }

  last(): LiveMessage {
    return this.messages.at(-1)!;
  }

  snapshot(): LiveSnapshot {
    return JSON.parse(
      this.messages.findLast(({ kind }) => kind === 'snapshot')!.data,
    ) as LiveSnapshot;
  }

  changes(): readonly LiveChange[] {
    return this.messages
      .filter(({ kind }) => kind === 'change')
      .map(({ data }) => JSON.parse(data) as LiveChange);
  }
}

class Watched {
  readonly bridge = new Bridge({ participantsMayStart: true });
  readonly live = new LiveRooms({
    clock: this.bridge.clock,
    random: createSystemRandom(),
    conferences: this.bridge.conferences,
  });

  watch(sink = new Sink(), lastSeen: string | null = null) {
    return { sink, subscription: this.live.watch('room-1', sink, lastSeen) };
  }

  async join(caller = '+3225550199'): Promise<string> {
    await this.bridge.dial('700100', '#', caller);
    await this.bridge.clock.settle(20);
    return this.live.look('room-1').lines.at(-1)!.id;
  }

  async command(...commands: readonly ConferenceCommand[]): Promise<void> {
    for (const command of commands) this.bridge.conferences.command('room-1', command);
    await this.bridge.clock.settle(20);
  }

  mute(memberId: string, muted = true): ConferenceCommand {
    return { kind: 'set-muted', memberId, muted, by: { kind: 'user', userId: 'u1' } };
  }

  levels(...levels: readonly Partial<MemberLevel>[]): void {
    const whole = levels.map((level) => ({
      memberId: 'nobody',
      levelDbov: -20,
      talking: true,
      noiseDbov: null,
      echo: null,
      quality: someQuality,
      ...level,
    }));
    this.bridge.media.conferences.at(-1)!.events.emit('levels', whole);
  }
}

t.test('a watcher sees the empty room, and then the conference by numbered changes', async (t) => {
  const w = new Watched();
  const { sink } = w.watch();
  t.match(sink.snapshot(), { seq: 0, conference: null, lines: [], hands: [] });
  const id = await w.join();
  await w.command(w.mute(id));
  const [joined, muted] = sink.changes();
  t.match(joined, { seq: 1, conference: { phase: 'active' }, joined: [{ n: 1, id, mutes: [] }] });
  t.strictSame(muted?.lines, [{ n: 1, mutes: ['organizer'] }]);
  t.strictSame(
    sink.changes().map(({ seq }) => seq),
    [1, 2],
  );
  const { sink: later } = w.watch();
  t.match(later.snapshot(), { seq: 2, lines: [{ id, mutes: ['organizer'] }] });
});

t.test('what happens at once is one change, and what nets nothing is none', async (t) => {
  const w = new Watched();
  const ids = [await w.join(), await w.join(), await w.join()];
  const { sink } = w.watch();
  await w.command(...ids.map((id) => w.mute(id)));
  t.equal(sink.changes().length, 1);
  t.same(
    sink.changes()[0]?.lines?.map(({ mutes }) => mutes),
    [['organizer'], ['organizer'], ['organizer']],
  );
  await w.command(w.mute(ids[0]!, false), w.mute(ids[0]!, true));
  t.equal(sink.changes().length, 1);
});

t.test('who left is told by number, and the end of the conference empties the room', async (t) => {
  const w = new Watched();
  const id = await w.join();
  await w.join();
  const { sink } = w.watch();
  const by = { kind: 'user', userId: 'u1' } as const;
  await w.command({ kind: 'drop', memberId: id, by });
  t.strictSame(sink.changes().at(-1)?.left, [1]);
  await w.command({ kind: 'end', by });
  t.match(sink.changes().at(-1), { conference: null, left: [2] });
  await w.join();
  t.match(sink.changes().at(-1), { joined: [{ n: 3 }] }, 'a number is not used again');
});

t.test('a lost connection resumes without a gap, and without a repetition', async (t) => {
  const w = new Watched();
  const id = await w.join();
  const { sink, subscription } = w.watch();
  await w.command(w.mute(id));
  const position = sink.last().position;
  subscription.close();
  await w.command(w.mute(id, false));
  await w.command(w.mute(id));
  const { sink: resumed } = w.watch(new Sink(), position);
  t.same(resumed.kinds(), ['change', 'change']);
  t.same(
    resumed.changes().map(({ seq }) => seq),
    [2, 3],
  );
  const { sink: nothingMissed } = w.watch(new Sink(), resumed.last().position);
  t.same(nothingMissed.kinds(), []);
});

t.test('what cannot be resumed begins anew', async (t) => {
  const w = new Watched();
  const id = await w.join();
  const { sink } = w.watch();
  await w.command(w.mute(id));
  const position = sink.last().position!;
  const positions = ['', 'abc', `${position}9`, `ffff.1`, position.replace('.', ' ')];
  for (const seen of positions) {
    t.same(w.watch(new Sink(), seen).sink.kinds(), ['snapshot'], seen);
  }
  for (let n = 0; n < 300; n++) await w.command(w.mute(id, n % 2 === 1));
  t.same(w.watch(new Sink(), position).sink.kinds(), ['snapshot'], 'too long ago');
});

t.test('a slow watcher misses changes, and gets a fresh snapshot once it follows', async (t) => {
  const w = new Watched();
  const id = await w.join();
  const slow = new Sink();
  slow.room = 2;
  const { subscription } = w.watch(slow);
  const { sink: quick } = w.watch();
  for (let n = 0; n < 5; n++) {
    await w.command(w.mute(id, n % 2 === 0));
    w.levels({ memberId: id });
  }
  t.same(slow.kinds(), ['snapshot', 'change'], 'nothing is queued');
  t.equal(quick.changes().length, 5);
  slow.room = Infinity;
  subscription.drained();
  t.same(slow.kinds(), ['snapshot', 'change', 'snapshot']);
  t.match(slow.snapshot(), { seq: 5, lines: [{ mutes: ['organizer'] }] });
  await w.command(w.mute(id, false));
  t.equal(slow.changes().at(-1)?.seq, 6);
});

t.test('levels are one message for all, of those who talk; silence is told once', async (t) => {
  const w = new Watched();
  const [ann, bob] = [await w.join(), await w.join()];
  const { sink } = w.watch();
  const told = (): readonly string[] =>
    sink.messages.filter(({ kind }) => kind === 'levels').map(({ data }) => data);
  w.levels({ memberId: ann, talking: false }, { memberId: bob, levelDbov: -20 });
  w.levels({ memberId: ann, levelDbov: -90 }, { memberId: bob, levelDbov: -3 });
  for (let n = 0; n < 3; n++) w.levels({ memberId: ann, talking: false });
  t.same(told(), ['[2,7]', '[1,1,2,9]', '[]']);
  w.levels({ memberId: bob });
  await w.command({ kind: 'end', by: { kind: 'system' } });
  t.equal(told().at(-1), '[]', 'no talk outlives its talker');
});

t.test('line quality changes a line; a loss of late counts', async (t) => {
  const w = new Watched();
  const id = await w.join();
  const { sink } = w.watch();
  const report = async (received: number, lost: number, mos: number): Promise<void> => {
    const quality = { ...someQuality, packetsReceived: received, packetsLost: lost, mos };
    w.levels({ memberId: id, quality });
    await w.bridge.clock.settle(20);
  };
  const marks = (): unknown => sink.changes().at(-1)?.lines?.[0]?.quality;
  await report(500, 0, 4.3);
  t.equal(marks(), 5);
  await report(505, 0, 3.95);
  t.equal(marks(), 4);
  await report(510, 0, 4.02);
  t.equal(sink.changes().length, 2, 'at the edge it does not flicker');
  await report(515, 0, 4.2);
  t.equal(marks(), 5);
  for (let n = 0; n < 50; n++) await report(520 + n, n, 4.2);
  t.equal(marks(), 1);
});

t.test('a room that nobody watches is forgotten after a while, and costs nothing', async (t) => {
  const w = new Watched();
  await w.join();
  const { sink, subscription } = w.watch();
  const position = sink.last().position;
  subscription.close();
  subscription.close();
  await w.bridge.clock.settle(29_000);
  const again = w.watch(new Sink(), position);
  t.same(again.sink.kinds(), [], 'nothing was missed');
  again.subscription.close();
  await w.bridge.clock.settle(31_000);
  t.equal(w.live.watchedRooms, 0);
  t.notOk(w.bridge.clock.survivors().some((label) => label.startsWith('live')));
  t.same(w.watch(new Sink(), position).sink.kinds(), ['snapshot']);
});
