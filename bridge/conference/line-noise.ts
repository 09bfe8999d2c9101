/** What the media server has measured of a line, as of now. */
export interface LineNoise {
  readonly memberId: string;
  /** Its steady noise [dBov]; null where it is not known. */
  readonly noiseDbov: number | null;
  /** 0 (none) to 1 (all that comes is echo); null where it is not known. */
  readonly echo: number | null;
}

/** Echo below this is chance likeness. */
export const surelyEcho = 0.7;
/** Noise above this disturbs a quiet room. */
export const disturbingDbov = -45;

/** Noise below this is nobody's trouble. */
const faintDbov = -55;
/** All of a line echo is as bad as noise of this level; it is heard whenever anyone talks. */
const fullEchoDbov = -25;
const halfEchoDb = 10;

/** How much a line troubles the others, in dBov of noise; null when it does not. */
export function troubleDbov({ noiseDbov, echo }: LineNoise): number | null {
  const fromNoise = noiseDbov ?? -Infinity;
  const fromEcho =
    echo === null || echo < surelyEcho ? -Infinity : fullEchoDbov - 2 * halfEchoDb * (1 - echo);
  const trouble = Math.max(fromNoise, fromEcho);
  return trouble < faintDbov ? null : trouble;
}
