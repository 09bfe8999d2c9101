import { InvalidArgumentError } from 'commander';

/** Reads an option that is a whole number of at least 1. @throws InvalidArgumentError that says so */
export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a whole number from 1 on');
}
