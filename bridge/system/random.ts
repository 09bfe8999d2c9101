import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../ports/random.js';

export function createSystemRandom(): Random {
  return {
    bytes: (length) => randomBytes(length),
    below: (bound) => randomInt(bound),
    uuid: () => randomUUID(),
  };
}
