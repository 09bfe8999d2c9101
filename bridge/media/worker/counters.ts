/** What a worker counts, by the names under which `MediaStatus` shows it. */
export interface Counters {
  'rtp-garbage': number;
  /** From a source that is not the leg's. */
  'rtp-foreign': number;
  /** A payload type that was not agreed. */
  'rtp-unknown-payload': number;
  /** Before the far end's answer was known. */
  'rtp-early': number;
  /** Forged, replayed or cut. */
  'srtp-rejected': number;
  'rtcp-garbage': number;
  'source-moved': number;
  'socket-errors': number;
  'media-timeouts': number;
  'handed-over': number;
}

export function newCounters(): Counters {
  return {
    'rtp-garbage': 0,
    'rtp-foreign': 0,
    'rtp-unknown-payload': 0,
    'rtp-early': 0,
    'srtp-rejected': 0,
    'rtcp-garbage': 0,
    'source-moved': 0,
    'socket-errors': 0,
    'media-timeouts': 0,
    'handed-over': 0,
  };
}
