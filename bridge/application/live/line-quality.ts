import type { QualityReport } from '../../ports/media-server.js';

/** The least mean opinion score (ITU-T G.107) of 5, 4, 3 and 2 marks. */
const leastMos = [4.0, 3.6, 3.1, 2.6];
/** The most recent loss [%] of 5, 4, 3 and 2 marks. */
const mostLossPct = [1, 3, 8, 20];
/** A line at the edge of two marks does not flicker between them. */
const mosMargin = 0.1;
/** Reports come at 10 Hz: loss is judged over the last 5 s. */
const reportsInWindow = 50;

/** How good one line is now, in marks from 1 to 5: the report's score, and the loss of late. */
export class LineQuality {
  #marks: number | null = null;
  #reports = 0;
  #windowReceived = 0;
  #windowLost = 0;
  #recentMarks = 5;

  get marks(): number | null {
    return this.#marks;
  }

  /** @returns whether the marks have changed */
  update({ mos, packetsReceived, packetsLost }: QualityReport): boolean {
    if (mos === null) return false;
    if (this.#reports++ % reportsInWindow === 0) this.#judgeLoss(packetsReceived, packetsLost);
    const was = this.#marks;
    const score = was !== null && marksOfMos(mos) > was ? marksOfMos(mos - mosMargin) : null;
    this.#marks = Math.min(score ?? marksOfMos(mos), this.#recentMarks);
    return this.#marks !== was;
  }

  #judgeLoss(received: number, lost: number): void {
    const lostNow = Math.max(0, lost - this.#windowLost);
    const sent = received - this.#windowReceived + lostNow;
    this.#windowReceived = received;
    this.#windowLost = lost;
    if (sent <= 0) return;
    const lossPct = (100 * lostNow) / sent;
    this.#recentMarks = 5 - mostLossPct.filter((most) => lossPct > most).length;
  }
}

function marksOfMos(mos: number): number {
  return 5 - leastMos.filter((least) => mos < least).length;
}
