import t from 'tap';
import { createDecoder } from '../../bridge/media/codec/create.js';
import { libopus } from '../../bridge/media/codec/opus-library.js';
import { maxPacketSamples, type CodecName } from '../../bridge/media/codec/types.js';
import { NoiseSource } from '../support/noise.js';

const inputs = 25_000;

for (const codec of ['PCMU', 'PCMA', 'G722', 'opus'] as const satisfies readonly CodecName[]) {
  t.test(`${codec}: random payloads and losses decode to audio or to nothing`, (t) => {
    const random = new NoiseSource(20261123);
    t.comment(`seed ${random.seed}`);
    const decoder = createDecoder(codec);
    const most = maxPacketSamples[decoder.sampleRate];
    const out = new Int16Array(most);
    const memory = libopus().memoryBytes;
    for (let input = 0; input < inputs; input++) {
      if (random.below(8) === 0) {
        decoder.conceal(out, random.below(most + 1));
      } else {
        const length = random.below(random.below(20) === 0 ? 2000 : 120);
        const samples = decoder.decode(random.bytes(length), out);
        if (samples < 0 || samples > most) t.fail(`${samples} samples`);
      }
    }
    t.equal(libopus().memoryBytes, memory, 'no growing memory');
    decoder.close();
    t.end();
  });
}
