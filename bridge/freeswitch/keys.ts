import type { EndpointEvents } from '../ports/media-server.js';
import type { EslEvent } from './esl/event.js';

/** For a key whose length is not told [ms]. */
const usualKeyMs = 100;

/** The key that a DTMF event tells. `eventRate`: the clock of the leg's telephone-events [Hz]. */
export function keyOf(event: EslEvent, eventRate: number | null): EndpointEvents['key'] | null {
  const key = event.get('DTMF-Digit').toUpperCase();
  if (!/^[0-9*#A-D]$/.test(key)) return null;
  const ticks = event.number('DTMF-Duration');
  const source = event.get('DTMF-Source') === 'INBAND_AUDIO' ? 'in-band' : 'rtp-event';
  const rate = source === 'in-band' ? 8000 : (eventRate ?? 8000);
  const durationMs = Number.isFinite(ticks) ? Math.round((ticks * 1000) / rate) : usualKeyMs;
  return [key, durationMs, source];
}
