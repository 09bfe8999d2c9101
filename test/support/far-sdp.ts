import type { LocalMedia } from '../../bridge/sdp/types.js';

export function localMedia(changes: Partial<LocalMedia> = {}): LocalMedia {
  return {
    address: '192.0.2.1',
    rtpPort: 20_000,
    codecs: ['opus', 'G722', 'PCMU', 'PCMA'],
    srtp: 'refuse',
    srtpKey: null,
    sessionId: '4711',
    sessionVersion: 1,
    previousSdp: null,
    ...changes,
  };
}

export const srtpKey = new Uint8Array(30).fill(7);
export const farKey = 'PS1uQCVeeCFCanVmcjkpPywjNWhcYD0mXXtxaVBR';

/** A description of the far end: its media lines, after a usual head. */
export function farSdp(media: readonly string[], address = 'c=IN IP4 198.51.100.7'): string {
  return ['v=0', 'o=far 1 1 IN IP4 198.51.100.7', 's=call', address, 't=0 0', ...media, ''].join(
    '\r\n',
  );
}

export function linesOf(sdp: string): string[] {
  return sdp.split('\r\n');
}

export function mediaLinesOf(sdp: string): string[] {
  return linesOf(sdp).filter((line) => line.startsWith('m='));
}
