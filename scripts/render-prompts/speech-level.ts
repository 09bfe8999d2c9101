const frameSeconds = 0.02;
/** Against the loudest frame; what is softer is a pause, a stop or a trailing breath. */
const activeDb = -20;

/**
 * Active speech level in dBFS: the RMS of the 20 ms frames within 20 dB of the loudest. Pauses are left
 * out, so that a sentence with long pauses is not made louder than one without. (Method B of ITU-T
 * P.56 is meant for longer speech: its 200 ms of hangover put single words up to 5 dB apart.)
 */
export function speechLevelDbfs(samples: Float64Array, sampleRate: number): number {
  const frame = Math.round(sampleRate * frameSeconds);
  const powers: number[] = [];
  for (let start = 0; start + frame <= samples.length; start += frame / 2) {
    let power = 0;
    for (let i = start; i < start + frame; i++) power += samples[i]! * samples[i]!;
    powers.push(power / frame);
  }
  const threshold = Math.max(...powers) * 10 ** (activeDb / 10);
  const active = powers.filter((power) => power >= threshold);
  return 10 * Math.log10(active.reduce((sum, power) => sum + power, 0) / active.length);
}
