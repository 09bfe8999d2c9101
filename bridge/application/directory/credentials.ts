import type { Random } from '../../ports/random.js';

const digits = '0123456789';
const ascending = '01234567890123456789';
const descending = '98765432109876543210';
const generatedPinLength = 6;

/** A room number of the given length that does not begin with 0. */
export function randomRoomNumber(random: Random, length: number): string {
  const first = String(1 + random.below(9));
  return first + randomDigits(random, length - 1);
}

/** A PIN that nobody would try early: no run, no repeated pattern, not the room's own number. */
export function randomPin(random: Random, roomNumber: string): string {
  for (;;) {
    const pin = randomDigits(random, generatedPinLength);
    if (!isEasyToGuess(pin) && !roomNumber.includes(pin)) return pin;
  }
}

export function isEasyToGuess(pin: string): boolean {
  const fewDigits = new Set(pin.split('')).size <= 2;
  const isRun = ascending.includes(pin) || descending.includes(pin);
  const isRepeated = /^(\d{2,})\1+$/.test(pin);
  return fewDigits || isRun || isRepeated;
}

function randomDigits(random: Random, length: number): string {
  return Array.from({ length }, () => digits[random.below(10)]).join('');
}
