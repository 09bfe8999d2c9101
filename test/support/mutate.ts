import type { SeededRandom } from './seeded-random.js';

/** A copy of `bytes` with a few changes: bits flipped, bytes set, stretches cut out or doubled. */
export function mutateBytes(bytes: Uint8Array, random: SeededRandom): Uint8Array {
  let mutated = Uint8Array.from(bytes);
  for (let changes = random.below(4); changes >= 0; changes--) {
    if (mutated.length === 0) return random.bytes(random.below(16));
    const at = random.below(mutated.length);
    switch (random.below(4)) {
      case 0:
        mutated[at]! ^= 1 << random.below(8);
        break;
      case 1:
        mutated[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)]!;
        break;
      case 2:
        mutated = mutated.slice(0, at);
        break;
      default: {
        const from = random.below(mutated.length);
        mutated = Uint8Array.from([...mutated.slice(0, at), ...mutated.slice(from)]);
      }
    }
  }
  return mutated;
}

export function pick<T>(random: SeededRandom, from: readonly T[]): T {
  return from[random.below(from.length)]!;
}
