import type { SipRequest } from '../message/types.js';

export interface InfoKey {
  readonly key: string;
  readonly durationMs: number;
}

/** Where the sender names no duration. */
const usualDurationMs = 250;
const longestDurationMs = 5000;

/**
 * A key in the body of an INFO request: `application/dtmf-relay` (`Signal=5`, `Duration=160`) or
 * `application/dtmf` (the key alone). Null for anything else.
 */
export function infoKey(request: SipRequest): InfoKey | null {
  const type = contentType(request);
  const text = request.body.toString('latin1').slice(0, 256);
  if (type === 'application/dtmf-relay') {
    const signal = /^\s*Signal\s*=\s*(\S+)/im.exec(text)?.[1];
    const duration = /^\s*Duration\s*=\s*(\d{1,6})/im.exec(text)?.[1];
    return infoKeyOf(signal, duration);
  }
  return type === 'application/dtmf' ? infoKeyOf(text.trim(), undefined) : null;
}

/** In lower case and without parameters; empty when there is none. */
export function contentType(request: SipRequest): string {
  const value = request.headers.get('Content-Type') ?? '';
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}

function infoKeyOf(signal: string | undefined, duration: string | undefined): InfoKey | null {
  const key = signal === undefined ? undefined : (eventCodes.get(signal) ?? signal.toUpperCase());
  if (key === undefined || !/^[0-9*#A-D]$/.test(key)) return null;
  const asked = duration === undefined ? usualDurationMs : Number(duration);
  return { key, durationMs: Math.min(Math.max(asked, 1), longestDurationMs) };
}

/** Some gateways send the RFC 4733 event code instead of the character. */
const eventCodes = new Map([
  ['10', '*'],
  ['11', '#'],
  ['12', 'A'],
  ['13', 'B'],
  ['14', 'C'],
  ['15', 'D'],
]);
