import type { CallOfConference, ConferenceUsage } from '../../../bridge/ports/usage.js';
import { type Cell, CsvFormat } from '../../csv/csv.js';
import { countryName } from '../../i18n/format.js';
import { moneyCell } from './figures.js';
import { type UsageReader, callerNumber } from './usage-view.js';

/** A line for each conference. */
export async function* conferencesCsv(
  view: UsageReader,
  pieces: AsyncIterable<readonly ConferenceUsage[]>,
): AsyncGenerator<string> {
  const { text } = view;
  const format = new CsvFormat(view.visit.language);
  yield format.head([
    ...conferenceTitles(view),
    text.ended,
    text.calls,
    text.peak,
    text.minutes,
    text.cost,
    text.currency,
  ]);
  for await (const piece of pieces) {
    const rows = piece.map((one) =>
      format.row([
        ...conferenceCells(view, one),
        moment(view, one.endedAtMs),
        whole(one.calls),
        whole(one.peak),
        minutes(one.seconds),
        moneyCell(one.costMillionths),
        view.currency,
      ]),
    );
    yield rows.join('');
  }
}

/** A line for each call, with its conference's before it. */
export async function* callsCsv(
  view: UsageReader,
  pieces: AsyncIterable<readonly CallOfConference[]>,
): AsyncGenerator<string> {
  const { text, visit } = view;
  const format = new CsvFormat(visit.language);
  yield format.head([
    ...conferenceTitles(view),
    text.caller,
    text.number,
    text.role,
    text.joined,
    text.left,
    text.minutes,
    text.dialled,
    text.byNumber,
    text.country,
    text.cost,
    text.currency,
    text.mos,
    `${text.loss} %`,
    `${text.jitter} ms`,
    text.codec,
    text.endReason,
  ]);
  for await (const piece of pieces) {
    yield piece.map((one) => format.row(callCells(view, one))).join('');
  }
}

function callCells(view: UsageReader, { conference, call }: CallOfConference): readonly Cell[] {
  const { text, visit } = view;
  const received = call.packetsReceived ?? 0;
  const lost = call.packetsLost ?? 0;
  const lossPct = received + lost === 0 ? null : (100 * lost) / (received + lost);
  return [
    ...conferenceCells(view, conference),
    call.callerName,
    callerNumber(view, conference, call),
    text.roles[call.role],
    moment(view, call.joinedAtMs),
    moment(view, call.endedAtMs),
    minutes(call.seconds),
    call.dialledNumber,
    text.kinds[call.kind],
    call.country === null ? null : countryName(visit.language, call.country),
    moneyCell(call.costMillionths),
    view.currency,
    decimal(call.mos, 2),
    decimal(lossPct, 2),
    decimal(call.jitterMs, 1),
    call.codec,
    call.endReason,
  ];
}

const conferenceTitles = ({ text }: UsageReader) => [
  text.started,
  text.room,
  text.organizer,
  text.group,
  text.columns.code,
];

function conferenceCells(view: UsageReader, one: ConferenceUsage): readonly Cell[] {
  return [
    moment(view, one.startedAtMs),
    one.roomNumber,
    one.organizerName,
    one.groupName,
    one.billingCode,
  ];
}

const whole = (number: number): Cell => ({ number, digits: 0 });
const minutes = (seconds: number): Cell => ({ number: seconds / 60, digits: 2 });
const decimal = (number: number | null, digits: number): Cell =>
  number === null ? null : { number, digits };

function moment({ visit }: UsageReader, at: number | null): Cell {
  return at === null ? null : { at, timeZone: visit.timeZone };
}
