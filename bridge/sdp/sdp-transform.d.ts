/** The part of sdp-transform that we use; the package ships no types. Nothing is sure to be there. */
declare module 'sdp-transform' {
  export interface ParsedRtpmap {
    payload?: number | string;
    codec?: string | number;
    rate?: number | string;
    encoding?: number | string;
  }

  export interface ParsedCrypto {
    id?: number | string;
    suite?: string | number;
    config?: string | number;
    sessionConfig?: string | number;
  }

  export interface ParsedCommon {
    connection?: { version?: number | string; ip?: string | number };
    direction?: string | number;
  }

  export interface ParsedMedia extends ParsedCommon {
    rtp: ParsedRtpmap[];
    fmtp: { payload?: number | string; config?: string | number }[];
    rtcp?: { port?: number | string; address?: string | number };
    rtcpMux?: string;
    ptime?: number | string;
    maxptime?: number | string;
    crypto?: ParsedCrypto[];
  }

  export interface ParsedSession extends ParsedCommon {
    media: ParsedMedia[];
  }

  export function parse(sdp: string): ParsedSession;
}
