import type { CallKind } from '../../ports/usage.js';
import { Dictionary } from './dictionary.js';
import type { CountedConference, CountedNumber } from './figures.js';

const firstCapacity = 1024;

/**
 * All conferences, column by column: about 40 bytes each, and 10 for each kind of number in it.
 * A report over a year of them is one pass of additions, some ms, whatever it groups by and in
 * whatever time zone, where the same pass in SQL takes a second (decisions/0017).
 */
export class UsageColumns {
  count = 0;
  /** When the first of them began, and the last. */
  oldestStart = Infinity;
  latestStart = -Infinity;
  readonly ids: string[] = [];
  startedAt = new Float64Array(firstCapacity);
  /** 0 while it goes on. */
  endedAt = new Float64Array(firstCapacity);
  account = new Uint32Array(firstCapacity);
  organizer = new Uint32Array(firstCapacity);
  group = new Uint32Array(firstCapacity);
  billingCode = new Uint32Array(firstCapacity);
  calls = new Uint32Array(firstCapacity);
  /** Of all its calls together. */
  seconds = new Float64Array(firstCapacity);
  peak = new Uint32Array(firstCapacity);
  /** Conference `n` has the lines from `firstLine[n]` to `firstLine[n + 1]`. */
  firstLine = new Uint32Array(firstCapacity + 1);
  lineNumber = new Uint16Array(firstCapacity);
  lineCalls = new Uint32Array(firstCapacity);
  lineSeconds = new Uint32Array(firstCapacity);

  readonly accounts = new Dictionary();
  readonly organizers = new Dictionary();
  readonly groups = new Dictionary();
  readonly billingCodes = new Dictionary();
  /** A kind and a country, as `numberText` writes them. */
  readonly numbers = new Dictionary();

  append(conference: CountedConference): void {
    const n = this.count;
    if (n === this.startedAt.length) this.#growConferences();
    this.ids[n] = conference.id;
    this.startedAt[n] = conference.startedAtMs;
    this.oldestStart = Math.min(this.oldestStart, conference.startedAtMs);
    this.latestStart = Math.max(this.latestStart, conference.startedAtMs);
    this.endedAt[n] = conference.endedAtMs ?? 0;
    this.account[n] = this.accounts.code(conference.accountId);
    this.organizer[n] = this.organizers.code(conference.organizerId);
    this.group[n] = this.groups.code(conference.groupId);
    this.billingCode[n] = this.billingCodes.code(conference.billingCode);
    this.peak[n] = conference.peak;
    let line = this.firstLine[n]!;
    let calls = 0;
    let seconds = 0;
    for (const number of conference.numbers) {
      if (line === this.lineNumber.length) this.#growLines();
      this.lineNumber[line] = this.numbers.code(numberText(number.kind, number.country));
      this.lineCalls[line] = number.calls;
      this.lineSeconds[line] = number.seconds;
      calls += number.calls;
      seconds += number.seconds;
      line++;
    }
    this.calls[n] = calls;
    this.seconds[n] = seconds;
    this.firstLine[n + 1] = line;
    this.count = n + 1;
  }

  /** Forgets all after the first `count`. */
  truncate(count: number): void {
    this.count = Math.min(this.count, count);
    this.ids.length = this.count;
  }

  /** A copy without the conferences that began before a moment. */
  since(atMs: number): UsageColumns {
    const copy = new UsageColumns();
    for (let n = 0; n < this.count; n++) {
      if (this.startedAt[n]! >= atMs) copy.append(this.#conference(n));
    }
    return copy;
  }

  countBefore(atMs: number): number {
    let count = 0;
    for (let n = 0; n < this.count; n++) if (this.startedAt[n]! < atMs) count++;
    return count;
  }

  idsSince(atMs: number): ReadonlySet<string> {
    const found = new Set<string>();
    for (let n = 0; n < this.count; n++) if (this.startedAt[n]! >= atMs) found.add(this.ids[n]!);
    return found;
  }

  durationSeconds(n: number): number {
    const end = this.endedAt[n]!;
    return end === 0 ? 0 : Math.max(0, Math.ceil((end - this.startedAt[n]!) / 1000));
  }

  #conference(n: number): CountedConference {
    const numbers: CountedNumber[] = [];
    for (let line = this.firstLine[n]!; line < this.firstLine[n + 1]!; line++) {
      numbers.push({
        ...numberOf(this.numbers.text(this.lineNumber[line]!) ?? ''),
        calls: this.lineCalls[line]!,
        seconds: this.lineSeconds[line]!,
      });
    }
    return {
      id: this.ids[n]!,
      accountId: this.accounts.text(this.account[n]!),
      organizerId: this.organizers.text(this.organizer[n]!),
      groupId: this.groups.text(this.group[n]!),
      billingCode: this.billingCodes.text(this.billingCode[n]!),
      startedAtMs: this.startedAt[n]!,
      endedAtMs: this.endedAt[n]! || null,
      peak: this.peak[n]!,
      numbers,
    };
  }

  #growConferences(): void {
    const capacity = 2 * this.startedAt.length;
    this.startedAt = grown(this.startedAt, new Float64Array(capacity));
    this.endedAt = grown(this.endedAt, new Float64Array(capacity));
    this.account = grown(this.account, new Uint32Array(capacity));
    this.organizer = grown(this.organizer, new Uint32Array(capacity));
    this.group = grown(this.group, new Uint32Array(capacity));
    this.billingCode = grown(this.billingCode, new Uint32Array(capacity));
    this.calls = grown(this.calls, new Uint32Array(capacity));
    this.seconds = grown(this.seconds, new Float64Array(capacity));
    this.peak = grown(this.peak, new Uint32Array(capacity));
    this.firstLine = grown(this.firstLine, new Uint32Array(capacity + 1));
  }

  #growLines(): void {
    const capacity = 2 * this.lineNumber.length;
    this.lineNumber = grown(this.lineNumber, new Uint16Array(capacity));
    this.lineCalls = grown(this.lineCalls, new Uint32Array(capacity));
    this.lineSeconds = grown(this.lineSeconds, new Uint32Array(capacity));
  }
}

function grown<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

const numberText = (kind: CallKind, country: string | null) => `${kind} ${country ?? ''}`;

export function numberOf(text: string): {
  readonly kind: CallKind;
  readonly country: string | null;
} {
  const space = text.indexOf(' ');
  return { kind: text.slice(0, space) as CallKind, country: text.slice(space + 1) || null };
}
