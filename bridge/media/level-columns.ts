import type { MemberLevel, QualityReport } from '../ports/media-server.js';

/**
 * Members' levels and line quality as rows of numbers: what leaves a worker ten times a second for
 * hundreds of members is one block that is copied at once. `NaN` stands for null.
 */
export const levelColumns = 10;

const qualityColumns = 6;

export function packMember(
  values: Float64Array,
  row: number,
  figures: Omit<MemberLevel, 'memberId'>,
): void {
  const at = row * levelColumns;
  values[at] = figures.levelDbov;
  values[at + 1] = figures.talking ? 1 : 0;
  values[at + 2] = figures.noiseDbov ?? NaN;
  values[at + 3] = figures.echo ?? NaN;
  packQuality(values, at + 4, figures.quality);
}

export function unpackMember(values: Float64Array, row: number, memberId: string): MemberLevel {
  const at = row * levelColumns;
  return {
    memberId,
    levelDbov: values[at]!,
    talking: values[at + 1] === 1,
    noiseDbov: orNull(values[at + 2]!),
    echo: orNull(values[at + 3]!),
    quality: unpackQuality(values, at + 4),
  };
}

export function packedQuality(quality: QualityReport): Float64Array {
  const values = new Float64Array(qualityColumns);
  packQuality(values, 0, quality);
  return values;
}

export function unpackQuality(values: Float64Array, at = 0): QualityReport {
  return {
    packetsReceived: values[at]!,
    packetsSent: values[at + 1]!,
    packetsLost: values[at + 2]!,
    jitterMs: values[at + 3]!,
    roundTripMs: orNull(values[at + 4]!),
    mos: orNull(values[at + 5]!),
  };
}

function packQuality(values: Float64Array, at: number, quality: QualityReport): void {
  values[at] = quality.packetsReceived;
  values[at + 1] = quality.packetsSent;
  values[at + 2] = quality.packetsLost;
  values[at + 3] = quality.jitterMs;
  values[at + 4] = quality.roundTripMs ?? NaN;
  values[at + 5] = quality.mos ?? NaN;
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
