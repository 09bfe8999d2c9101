import type { QualityReport } from '../ports/media-server.js';
import type { EslEvent } from './esl/event.js';

export const nothingHeard: QualityReport = {
  packetsReceived: 0,
  packetsSent: 0,
  packetsLost: 0,
  jitterMs: 0,
  roundTripMs: null,
  mos: null,
};

/** What a channel counted, from its last event. FreeSWITCH keeps no round trip. */
export function qualityOf(event: EslEvent): QualityReport {
  const count = (name: string): number => {
    const value = event.number(`variable_rtp_audio_${name}`);
    return Number.isFinite(value) ? Math.max(0, value) : 0;
  };
  const packetsReceived = count('in_packet_count');
  const mos = count('in_mos');
  return {
    packetsReceived,
    packetsSent: count('out_packet_count'),
    packetsLost: count('in_flaw_total'),
    // A variance in ms²; its root is what comes nearest to the interarrival jitter.
    jitterMs: Math.sqrt(count('in_jitter_max_variance')),
    roundTripMs: null,
    mos: packetsReceived > 0 && mos > 0 ? mos : null,
  };
}
