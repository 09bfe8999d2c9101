import { IANAZone } from 'luxon';
import { dayText, nthWeekday, partsOf, weekdayOf } from './local-date.js';
import { weekdayCodes } from './rrule.js';

const dayMs = 86_400_000;
/** A rule is believed when it holds for so many years. */
const yearsSeen = 8;

/** A moment at which the clocks of a zone change. */
interface Change {
  readonly atMs: number;
  readonly fromMinutes: number;
  readonly toMinutes: number;
}

/**
 * A VTIMEZONE (RFC 5545 §3.6.5) that holds from the year before a moment on: by yearly rules where the zone
 * has them, else by each change of the coming years. Null for a name that is none.
 */
export function timeZoneComponent(zoneName: string, fromMs: number): string | null {
  const zone = IANAZone.create(zoneName);
  if (!zone.isValid) return null;
  const firstYear = new Date(fromMs).getUTCFullYear() - 1;
  const key = `${zoneName} ${firstYear}`;
  let component = made.get(key);
  if (component === undefined) {
    const changes = changesOf(zone, firstYear, firstYear + yearsSeen);
    const inside = observances(zone, changes, firstYear);
    const lines = ['BEGIN:VTIMEZONE', `TZID:${zoneName}`, ...inside, 'END:VTIMEZONE'];
    component = lines.join('\r\n');
    if (made.size >= mostKept) made.clear();
    made.set(key, component);
  }
  return component;
}

/** Looking for the changes takes some ms, and each contact of a conference needs the same ones. */
const made = new Map<string, string>();
const mostKept = 100;

function observances(zone: IANAZone, changes: readonly Change[], firstYear: number): string[] {
  const before = zone.offset(Date.UTC(firstYear, 0, 1));
  const initial = observance(false, before, before, `${firstYear}0101T000000`, null);
  if (changes.length === 0) return initial;
  const standard = Math.min(...changes.map((change) => change.toMinutes));
  const forward = changes.filter((change) => change.toMinutes > standard);
  const back = changes.filter((change) => change.toMinutes === standard);
  const forwardRule = yearlyRule(forward);
  const backRule = yearlyRule(back);
  if (forwardRule !== null && backRule !== null) {
    return [...ofChange(forward[0]!, true, forwardRule), ...ofChange(back[0]!, false, backRule)];
  }
  const each = changes.flatMap((change) => ofChange(change, change.toMinutes > standard, null));
  return [...initial, ...each];
}

function ofChange(change: Change, daylight: boolean, rule: string | null): string[] {
  const { fromMinutes, toMinutes } = change;
  return observance(daylight, fromMinutes, toMinutes, stamp(wallClock(change)), rule);
}

function observance(
  daylight: boolean,
  fromMinutes: number,
  toMinutes: number,
  start: string,
  rule: string | null,
): string[] {
  const name = daylight ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${offsetText(fromMinutes)}`,
    `TZOFFSETTO:${offsetText(toMinutes)}`,
    ...(rule === null ? [] : [`RRULE:${rule}`]),
    `END:${name}`,
  ];
}

/** The time that the clocks show as they change, in ms as if it were UTC. */
const wallClock = (change: Change) => change.atMs + change.fromMinutes * 60_000;

/** One change in each year seen, in the same month and hour, on the same weekday of the month; or null. */
function yearlyRule(changes: readonly Change[]): string | null {
  const first = changes[0];
  if (first === undefined || changes.length !== yearsSeen) return null;
  const days = changes.map((change) => Math.floor(wallClock(change) / dayMs));
  const { month } = partsOf(days[0]!);
  const weekday = weekdayOf(days[0]!);
  const nths = [-1, 1, 2, 3, 4].filter((nth) =>
    changes.every(
      (change, n) =>
        change.fromMinutes === first.fromMinutes &&
        change.toMinutes === first.toMinutes &&
        wallClock(change) % dayMs === wallClock(first) % dayMs &&
        nthWeekday(partsOf(days[n]!).year, month, nth, weekday) === days[n],
    ),
  );
  const nth = nths[0];
  if (nth === undefined) return null;
  return `FREQ=YEARLY;BYMONTH=${month};BYDAY=${nth}${weekdayCodes[weekday]}`;
}

/** Looks week by week, then for the minute. The shortest summer time there is, Morocco's, has four. */
function changesOf(zone: IANAZone, firstYear: number, lastYear: number): readonly Change[] {
  const changes: Change[] = [];
  const end = Date.UTC(lastYear, 0, 1);
  let fromMs = Date.UTC(firstYear, 0, 1);
  let fromMinutes = zone.offset(fromMs);
  while (fromMs < end) {
    const toMs = Math.min(end, fromMs + 7 * dayMs);
    const toMinutes = zone.offset(toMs);
    if (fromMinutes !== toMinutes) {
      changes.push({ atMs: changeBetween(zone, fromMs, toMs), fromMinutes, toMinutes });
    }
    fromMs = toMs;
    fromMinutes = toMinutes;
  }
  return changes;
}

function changeBetween(zone: IANAZone, fromMs: number, toMs: number): number {
  const offset = zone.offset(fromMs);
  let low = fromMs;
  let high = toMs;
  while (high - low > 60_000) {
    const middle = low + Math.floor((high - low) / 120_000) * 60_000;
    if (zone.offset(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

/** `20260329T020000` */
function stamp(wallClockMs: number): string {
  const time = new Date(wallClockMs).toISOString().slice(11, 19);
  return `${dayText(Math.floor(wallClockMs / dayMs))}T${time}`.replace(/[-:]/g, '');
}

/** `+0130` */
function offsetText(minutes: number): string {
  const whole = Math.abs(Math.round(minutes));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(whole / 60))}${two(whole % 60)}`;
}
