import t from 'tap';
import { PartylineError } from '../../../../bridge/kernel/errors.js';
import { memberLabels } from '../../../../bridge/application/conferences/member-labels.js';
import { Room } from '../../conference/room.js';
import { Bridge } from '../fake-bridge.js';

async function withTwo(): Promise<Bridge> {
  const bridge = new Bridge({ entryTones: false });
  await bridge.dial('700100', '*2468#', '+32470123456');
  await bridge.hearOut(0);
  await bridge.dial('700100', '#');
  await bridge.hearOut(1);
  return bridge;
}

async function press(bridge: Bridge, index: number, keys: string): Promise<void> {
  bridge.endpoint(index).events.emit('key', keys[0]!, 100, 'rtp-event');
  bridge.endpoint(index).events.emit('key', keys[1]!, 100, 'rtp-event');
  await bridge.clock.settle();
}

const heardByAll = (bridge: Bridge): readonly string[] =>
  bridge.media.conferences[0]!.playbacks.flatMap(({ names }) => names);

t.test('*7 begins a file, and all are told; the ledger has who heard it to its end', async (t) => {
  const bridge = await withTwo();
  await press(bridge, 0, '*7');
  const [file] = bridge.recorder.files;
  t.match(file?.about, { accountId: 'account-1', roomId: 'room-1', roomNumber: '700100' });
  t.same(file?.asked, ['start']);
  t.equal(heardByAll(bridge).at(-1), 'en/recording-started');
  t.same(file?.notices, [], 'not before it has been heard');
  bridge.media.conferences[0]!.playbacks.at(-1)!.finish();
  await bridge.clock.settle();
  t.equal(file?.notices.length, 2);
  await press(bridge, 0, '*7');
  await press(bridge, 0, '*7');
  t.same(file?.asked, ['start', 'stop', 'start']);
  t.equal(bridge.recorder.files.length, 1);
  bridge.conferences.endAll();
  await bridge.clock.settle();
  t.same(file?.asked, ['start', 'stop', 'start', 'close']);
});

t.test('a prompt that cannot be played silences no later one', async (t) => {
  const bridge = await withTwo();
  bridge.recorder.refusal = new PartylineError('cannot-record', 'only 3 MB are free');
  const endpoint = bridge.endpoint(0);
  const play = endpoint.play.bind(endpoint);
  endpoint.play = () => {
    endpoint.play = play;
    throw new Error('no such prompt');
  };
  await press(bridge, 0, '*7');
  bridge.news(0);
  await press(bridge, 0, '*7');
  t.same(bridge.news(0), ['en/recording-failed']);
});

t.test('a file that could not be stopped can be started and closed all the same', async (t) => {
  const bridge = await withTwo();
  await press(bridge, 0, '*7');
  const file = bridge.recorder.files[0]!;
  file.stop = () => Promise.reject(new Error('the encoder is gone'));
  await press(bridge, 0, '*7');
  await press(bridge, 0, '*7');
  bridge.conferences.endAll();
  await bridge.clock.settle();
  t.same(file.asked, ['start', 'start', 'close']);
});

t.test('no key cuts short that a conference is recorded', async (t) => {
  const bridge = await withTwo();
  await press(bridge, 0, '*7');
  await bridge.hearOut(0);
  await bridge.dial('700100', '#');
  const welcome = bridge.endpoint(2).playbacks.at(-1)!;
  welcome.finish();
  await bridge.clock.settle();
  const notice = bridge.endpoint(2).playbacks.at(-1)!;
  t.same(notice.names, ['en/being-recorded']);
  await press(bridge, 2, '*5');
  const before = bridge.recorder.files[0]!.notices.length;
  notice.finish();
  await bridge.clock.settle();
  t.equal(bridge.recorder.files[0]!.notices.length, before + 1, 'it was heard to its end');
});

t.test('who speaks is told by name or by masked number', async (t) => {
  const bridge = await withTwo();
  const media = bridge.media.conferences[0]!;
  const [olga, ann] = [...media.members.keys()] as [string, string];
  media.events.emit('talking', olga, true);
  await press(bridge, 0, '*7');
  media.events.emit('talking', ann, true);
  media.events.emit('talking', olga, false);
  t.same(bridge.recorder.files[0]!.talk, ['+•••••••••56 +', '+••••••••99 +', '+•••••••••56 -']);
});

t.test('callers without a name or a number are told apart', (t) => {
  const { state } = new Room();
  const labelOf = memberLabels();
  t.same(
    ['m1', 'm2', 'm1'].map((id) => labelOf(state, id)),
    ['Caller 1', 'Caller 2', 'Caller 1'],
  );
  t.end();
});

t.test('where nothing can be recorded the organizer is told, and may try again', async (t) => {
  const bridge = await withTwo();
  bridge.recorder.refusal = new PartylineError('cannot-record', 'only 3 MB are free');
  bridge.news(0);
  await press(bridge, 0, '*7');
  t.same(bridge.news(0), ['en/recording-failed']);
  t.notOk(heardByAll(bridge).includes('en/recording-started'));
  bridge.recorder.refusal = null;
  await press(bridge, 0, '*7');
  t.same(bridge.recorder.files[0]?.asked, ['start']);
});

t.test('a disk that is full is told to the organizer, and when it goes on', async (t) => {
  const bridge = await withTwo();
  await press(bridge, 0, '*7');
  await bridge.hearOut(0);
  bridge.news(0);
  bridge.recorder.files[0]!.events.emit('paused', 'ENOSPC');
  await bridge.hearOut(0);
  t.same(bridge.news(0), ['en/recording-paused']);
  bridge.recorder.files[0]!.events.emit('resumed');
  await bridge.hearOut(0);
  t.same(bridge.news(0), ['en/recording-resumed']);
});

t.test('after four hours the file is closed, and the next key begins another', async (t) => {
  const bridge = await withTwo();
  await press(bridge, 0, '*7');
  await bridge.hearOut(0);
  bridge.news(0);
  await bridge.clock.settle(4 * 3_600_000);
  t.same(bridge.recorder.files[0]!.asked, ['start', 'close']);
  t.same(bridge.news(0), ['en/recording-limit-reached']);
  await press(bridge, 0, '*7');
  t.same(bridge.recorder.files[1]?.asked, ['start']);
});
