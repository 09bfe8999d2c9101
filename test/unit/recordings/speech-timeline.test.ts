import t from 'tap';
import type { RecordingSpeech } from '../../../bridge/ports/recordings.js';
import { SpeechTimeline } from '../../../recordings/speech-timeline.js';

const perMs = 16;

function timeline(): { speech: RecordingSpeech[]; line: SpeechTimeline } {
  const speech: RecordingSpeech[] = [];
  return { speech, line: new SpeechTimeline((one) => speech.push(one)) };
}

t.test('who spoke from where to where in the file, across parts', (t) => {
  const { speech, line } = timeline();
  line.talking('ann', 'Ann', true, 0);
  line.partStarted(0, 1000);
  line.talking('ann', 'Ann', false, 3000);
  line.talking('bob', 'Bob', true, 4000);
  line.partStopped(5000);
  line.partStarted(4000 * perMs, 60_000);
  line.partStopped(61_000);
  t.same(speech, [
    { memberId: 'ann', label: 'Ann', fromSample: 0, toSample: 2000 * perMs },
    { memberId: 'bob', label: 'Bob', fromSample: 3000 * perMs, toSample: 4000 * perMs },
    { memberId: 'bob', label: 'Bob', fromSample: 4000 * perMs, toSample: 5000 * perMs },
  ]);
  t.end();
});

t.test('a pause for breath does not part what one says', (t) => {
  const { speech, line } = timeline();
  line.partStarted(0, 0);
  line.talking('ann', 'Ann', true, 0);
  line.talking('ann', 'Ann', false, 2000);
  line.talking('ann', 'Ann', true, 2500);
  line.talking('ann', 'Ann', false, 4000);
  line.talking('ann', 'Ann', true, 9000);
  line.talking('ann', 'Ann', false, 9500);
  line.partStopped(20_000);
  t.same(
    speech.map(({ fromSample, toSample }) => [fromSample / perMs, toSample / perMs]),
    [
      [0, 4000],
      [9000, 9500],
    ],
  );
  t.end();
});

t.test('what is said between parts is not in the file', (t) => {
  const { speech, line } = timeline();
  line.talking('ann', 'Ann', true, 0);
  line.talking('ann', 'Ann', false, 100);
  line.partStarted(0, 1000);
  line.partStopped(2000);
  t.same(speech, []);
  t.end();
});
