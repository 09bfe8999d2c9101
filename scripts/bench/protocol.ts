import type { Delivery } from './arrivals.js';

export interface Room {
  readonly number: string;
  /** The organizer's. */
  readonly pin: string;
}

/** What the bench asks of its load generator, which runs in a process of its own. */
export type LoadRequest =
  | { readonly ask: 'open'; readonly members: number; readonly talkers: number }
  | { readonly ask: 'connect'; readonly ports: readonly number[] }
  | {
      readonly ask: 'dial';
      readonly sipPort: number;
      readonly rooms: readonly Room[];
      readonly rate: number;
    }
  | { readonly ask: 'measure'; readonly seconds: number }
  | {
      readonly ask: 'delay';
      readonly sipPort: number;
      readonly room: Room;
      readonly bursts: number;
    }
  | { readonly ask: 'churn'; readonly room: Room; readonly seconds: number }
  | { readonly ask: 'hang-up' }
  | { readonly ask: 'close' };

export interface Setup {
  readonly calls: number;
  readonly failed: number;
  readonly retransmissions: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

export interface Delay {
  readonly samples: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

export interface Churn {
  readonly joins: number;
  readonly leaves: number;
  readonly failed: number;
  /** Callers who are in a call at the end. */
  readonly present: number;
  readonly retransmissions: number;
  readonly setup: Pick<Setup, 'p50Ms' | 'p99Ms'>;
  /** What the few received who never left. */
  readonly steady: Delivery;
}

export interface LoadReplies {
  churn: Churn;
  open: { readonly ports: readonly number[] };
  connect: Record<string, never>;
  dial: Setup;
  measure: Delivery;
  delay: Delay;
  'hang-up': { readonly calls: number; readonly failed: number; readonly lastMs: number };
  close: Record<string, never>;
}

export type LoadReply =
  | { readonly ok: true; readonly value: LoadReplies[keyof LoadReplies] }
  | { readonly ok: false; readonly error: string };
