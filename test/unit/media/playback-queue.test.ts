import t from 'tap';
import { silentLogger } from '../../../bridge/kernel/logger.js';
import { PlaybackQueue, PlaybackRegister } from '../../../bridge/media/playback-queue.js';
import { ClipLibrary } from '../../../bridge/media/prompt/clip-library.js';
import type { WorkerNotice } from '../../../bridge/media/worker-link.js';

t.test('what cannot be delivered has failed, and what is asked for next is heard', async (t) => {
  const means = {
    library: new ClipLibrary(),
    register: new PlaybackRegister(),
    logger: silentLogger,
  };
  const delivered: WorkerNotice[] = [];
  let refusals = 1;
  const arrived = new Promise<void>((resolve) => {
    const queue = new PlaybackQueue(means, { kind: 'endpoint', endpointId: 'e1' }, (notice) => {
      if (refusals-- > 0) throw new Error('the worker takes nothing');
      delivered.push(notice);
      resolve();
    });
    const [refused] = [1, 2].map(() => queue.play([{ kind: 'silence', durationMs: 20 }]));
    void refused!.ended.then((end) => t.equal(end, 'failed'));
  });
  await arrived;
  t.match(delivered, [{ kind: 'play', playbackId: 2 }]);
});
