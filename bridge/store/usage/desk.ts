import { PartylineError, unreachable } from '../../kernel/errors.js';
import { asPartylineError } from '../sqlite/sqlite-errors.js';
import type { Piece, UsageAnswer, UsageQuestion, UsageRequest, UsageResult } from './protocol.js';
import type { UsageReader } from './reader.js';

/** More at once than this, and the longest untouched is given up: its reader went away. */
const mostExports = 16;

/** Answers requests one by one, and keeps the exports that are under way. */
export class UsageDesk {
  readonly #reader: UsageReader;
  readonly #file: string;
  readonly #exports = new Map<number, Generator<Piece>>();
  #nextExportId = 1;

  constructor(reader: UsageReader, file: string) {
    this.#reader = reader;
    this.#file = file;
  }

  answer({ requestId, question }: UsageRequest): UsageAnswer {
    try {
      return { requestId, result: this.#answer(question) };
    } catch (error) {
      const { code, message, mend } = asPartylineError(error, this.#file);
      return { requestId, failed: { code, message, mend } };
    }
  }

  #answer(question: UsageQuestion): UsageResult {
    switch (question.kind) {
      case 'report':
        return { kind: 'report', report: this.#reader.report(question.query) };
      case 'conferences':
        return { kind: 'conferences', page: this.#reader.conferences(question.query) };
      case 'conference': {
        const conference = this.#reader.conference(question.scope, question.id);
        return { kind: 'conference', conference };
      }
      case 'export': {
        const { of, query } = question;
        const reader = this.#reader;
        const pieces = of === 'calls' ? reader.everyCall(query) : reader.everyConference(query);
        return { kind: 'export', exportId: this.#begin(pieces) };
      }
      case 'next-piece':
        return { kind: 'piece', piece: this.#nextPiece(question.exportId) };
      case 'end-export':
        this.#exports.delete(question.exportId);
        return { kind: 'ended' };
      default:
        return unreachable(question);
    }
  }

  #begin(pieces: Generator<Piece>): number {
    for (const id of this.#exports.keys()) {
      if (this.#exports.size < mostExports) break;
      this.#exports.delete(id);
    }
    const id = this.#nextExportId++;
    this.#exports.set(id, pieces);
    return id;
  }

  /** @throws PartylineError `not-found` when it was given up */
  #nextPiece(id: number): Piece | null {
    const pieces = this.#exports.get(id);
    if (pieces === undefined) {
      throw new PartylineError('not-found', 'this export was given up: too many at once', {
        mend: 'try again later',
      });
    }
    // At the end of the line: the one untouched the longest comes first.
    this.#exports.delete(id);
    const next = pieces.next();
    if (next.done === true) return null;
    this.#exports.set(id, pieces);
    return next.value;
  }
}
