import type {
  CallLegEnd,
  CallLegJoin,
  HistoryEvent,
  HistoryWriter,
  NewCallLeg,
  NewConference,
} from '../../bridge/ports/history.js';

/** The history as lists in memory. */
export class FakeHistory implements HistoryWriter {
  readonly started: NewCallLeg[] = [];
  readonly joined: (CallLegJoin & { id: string })[] = [];
  readonly ended: (CallLegEnd & { id: string })[] = [];
  readonly conferences: (NewConference & {
    endReason: string | null;
    billingCode: string | null;
  })[] = [];
  readonly events: HistoryEvent[] = [];

  conferenceStarted(conference: NewConference): void {
    this.conferences.push({ ...conference, endReason: null, billingCode: null });
  }

  conferenceBilled(id: string, billingCode: string | null): void {
    const conference = this.conferences.find((one) => one.id === id);
    if (conference !== undefined) conference.billingCode = billingCode;
  }

  conferenceEnded(id: string, _endedAtMs: number, reason: string): void {
    const conference = this.conferences.find((one) => one.id === id);
    if (conference !== undefined) conference.endReason = reason;
  }

  legStarted(leg: NewCallLeg): void {
    this.started.push(leg);
  }

  legJoined(id: string, join: CallLegJoin): void {
    this.joined.push({ id, ...join });
  }

  legEnded(id: string, end: CallLegEnd): void {
    this.ended.push({ id, ...end });
  }

  event(event: HistoryEvent): void {
    this.events.push(event);
  }
}
