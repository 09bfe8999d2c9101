import type { CodecName } from '../codec/types.js';

export interface LineQuality {
  /** Packets lost, or too late to be played, 0..100. */
  readonly lossPct: number;
  /** One way, mouth to ear, as far as it is known. */
  readonly delayMs: number;
  readonly codec: CodecName;
}

/** All else at the defaults of ITU-T G.107: R without delay or loss. */
const defaultR = 93.2;

/**
 * Equipment impairment and robustness to loss. G.711: ITU-T G.113 appendix I with concealment.
 * G.113 has no narrowband figures for the others; G.722 is concealed as G.711 is, and Opus, whose
 * concealment is part of its decoder, is taken to be somewhat sturdier.
 */
const impairments: Readonly<Record<CodecName, { readonly ie: number; readonly bpl: number }>> = {
  PCMU: { ie: 0, bpl: 25.1 },
  PCMA: { ie: 0, bpl: 25.1 },
  G722: { ie: 0, bpl: 25.1 },
  opus: { ie: 0, bpl: 30 },
};

/** Conversational quality, 1.0–4.5 (ITU-T G.107, appendix B of G.107 for R to MOS). */
export function eModelMos({ lossPct, delayMs, codec }: LineQuality): number {
  const { ie, bpl } = impairments[codec];
  const loss = Math.max(0, Math.min(100, lossPct));
  // G.107 (7-29) with random loss (BurstR = 1).
  const effectiveEquipment = ie + ((95 - ie) * loss) / (loss + bpl);
  return mosOf(defaultR - delayImpairment(delayMs) - effectiveEquipment);
}

/** Idd, the impairment of absolute delay without echo: G.107 (7-27) and (7-28). */
function delayImpairment(delayMs: number): number {
  if (delayMs <= 100) return 0;
  const x = Math.log2(delayMs / 100);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}

function mosOf(r: number): number {
  if (r <= 0) return 1;
  if (r >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
}
