/** One value of each envelope per 60 ms: enough for the shape of syllables. */
const framesPerValue = 3;
/** The far end's echo comes back 60 to 660 ms after what it echoes: both jitter buffers included. */
const lags = 11;
/** Envelopes are followed over about 4 s, and mean nothing before 2 s of sound were sent. */
const valuesRemembered = 66;
const valuesNeeded = 33;
/** Both envelopes are in dB above this [dBov]: what is below is not there. */
const floorDbov = -60;
/** Variance [dB²] of what was sent, below which it has no shape that could be found again. */
const leastShape = 6;
/** The same for what came; a steady line has none, so no echo. */
const leastEcho = 2;

/**
 * Tells whether a line sends back what it is sent, by likeness of the envelopes: the correlation of
 * what came with what had been sent, at the delay where it is greatest. Nothing in it allocates.
 */
export class EchoMeter {
  /** What was sent, the newest at `#newest`. */
  readonly #sent = new Float64Array(lags);
  /** Running means by lag: of what was sent, of its square, and of its product with what came. */
  readonly #deps = new Float64Array(3 * lags);
  #newest = 0;
  #meanCame = 0;
  #meanSquareCame = 0;
  #values = 0;
  /** Values since anything was sent that could still come back. */
  #sinceSound = lags;
  #frames = 0;
  #sentPeak = 0;
  #camePeak = 0;

  /** One frame of 20 ms: what the line was sent, and what came from it [dBov]. */
  update(sentDbov: number, cameDbov: number): void {
    if (sentDbov - floorDbov > this.#sentPeak) this.#sentPeak = sentDbov - floorDbov;
    if (cameDbov - floorDbov > this.#camePeak) this.#camePeak = cameDbov - floorDbov;
    if (++this.#frames < framesPerValue) return;
    const sent = this.#sentPeak;
    const came = this.#camePeak;
    this.#frames = 0;
    this.#sentPeak = 0;
    this.#camePeak = 0;
    // While nothing can come back, nothing is learned: the caller talks, or all are silent.
    if (this.#sinceSound < lags) this.#learn(came);
    this.#newest = (this.#newest + 1) % lags;
    this.#sent[this.#newest] = sent;
    if (sent > 0) this.#sinceSound = 0;
    else if (this.#sinceSound < lags) this.#sinceSound++;
  }

  /** 0 (none) to 1 (all that comes is echo); null until enough was sent to tell. */
  get echo(): number | null {
    if (this.#values < valuesNeeded) return null;
    const varianceCame = this.#meanSquareCame - this.#meanCame ** 2;
    if (varianceCame < leastEcho) return 0;
    let greatest = 0;
    for (let lag = 0; lag < lags; lag++) {
      const mean = this.#deps[lag]!;
      const variance = this.#deps[lags + lag]! - mean * mean;
      if (variance < leastShape) continue;
      const covariance = this.#deps[2 * lags + lag]! - mean * this.#meanCame;
      const likeness = covariance / Math.sqrt(variance * varianceCame);
      if (likeness > greatest) greatest = likeness;
    }
    return Math.min(1, greatest);
  }

  #learn(came: number): void {
    if (this.#values < valuesRemembered) this.#values++;
    const part = 1 / this.#values;
    this.#meanCame += (came - this.#meanCame) * part;
    this.#meanSquareCame += (came * came - this.#meanSquareCame) * part;
    const deps = this.#deps;
    for (let lag = 0, at = this.#newest; lag < lags; lag++) {
      const sent = this.#sent[at]!;
      at = at === 0 ? lags - 1 : at - 1;
      deps[lag]! += (sent - deps[lag]!) * part;
      deps[lags + lag]! += (sent * sent - deps[lags + lag]!) * part;
      deps[2 * lags + lag]! += (sent * came - deps[2 * lags + lag]!) * part;
    }
  }
}
