/** ITU-T Q.23: one frequency of either group makes a key. */
const lowGroupHz = [697, 770, 852, 941] as const;
const highGroupHz = [1209, 1336, 1477, 1633] as const;
export const toneHz: readonly number[] = [...lowGroupHz, ...highGroupHz];
export const toneCount = toneHz.length;

const keypad = [
  '1',
  '2',
  '3',
  'A',
  '4',
  '5',
  '6',
  'B',
  '7',
  '8',
  '9',
  'C',
  '*',
  '0',
  '#',
  'D',
] as const;

export type DtmfKey = (typeof keypad)[number];

/** @param low 0..3 @param high 4..7: indexes into `toneHz` */
export function keyOf(low: number, high: number): DtmfKey {
  return keypad[4 * low + high - 4]!;
}
