import type { DialOutStage, LectureMode, MuteReason, Role } from '../../conference/words.js';

/**
 * What the live panel shows of a room: plain data, the same for everyone who watches it. Times are
 * ms since the epoch.
 */
export interface LiveView {
  /** Null while nobody is in the room. */
  readonly conference: LiveConference | null;
  /** First come first. */
  readonly hands: readonly LiveHand[];
  /** In the order of joining. */
  readonly lines: readonly LiveMember[];
}

export interface LiveConference {
  readonly id: string;
  readonly phase: 'waiting' | 'active' | 'grace';
  readonly startedAtMs: number;
  /** When the grace period ends; null outside it. */
  readonly endsAtMs: number | null;
  readonly locked: boolean;
  readonly lecture: LectureMode;
  /** The member that has been given the floor. */
  readonly speaker: string | null;
  readonly tones: boolean;
  readonly continues: boolean;
  /** Tones, names and counts are not played by themselves: a crowd, or a lecture. */
  readonly quiet: boolean;
  /** Names were recorded at the door, so that the roll can be called. */
  readonly rollCall: boolean;
  readonly capacity: number;
  readonly recordingAllowed: boolean;
  readonly recording: LiveRecording;
  readonly dialOutAllowed: boolean;
  readonly dialOuts: readonly LiveDialOut[];
}

export interface LiveRecording {
  /** `paused`: it cannot be written just now. `full`: a file has reached its limit. */
  readonly phase: 'off' | 'starting' | 'on' | 'paused' | 'full';
  /** What has been recorded, without what has been since `sinceMs`. */
  readonly recordedMs: number;
  /** Null while nothing is recorded. */
  readonly sinceMs: number | null;
}

/** Somebody who is being called. */
export interface LiveDialOut {
  readonly id: string;
  readonly number: string;
  readonly name: string | null;
  readonly stage: DialOutStage;
}

export interface LiveHand {
  readonly id: string;
  readonly sinceMs: number;
}

export interface LiveMember {
  /** A small number that stands for the member in `LiveLevels`; not used again in this room. */
  readonly n: number;
  /** The member's id, by which commands name it. */
  readonly id: string;
  readonly role: Role;
  readonly name: string | null;
  readonly number: string | null;
  readonly joinedAtMs: number;
  readonly mutes: readonly MuteReason[];
  /** Its own telephone has put us on hold. */
  readonly onHold: boolean;
  /** An organizer holds it. */
  readonly held: boolean;
  /** 1 (hardly intelligible) to 5 (as good as it gets); null until it is known. */
  readonly quality: number | null;
  /** How it troubles the others, if it does. */
  readonly trouble: 'noise' | 'echo' | null;
}

/** The whole of a room, as of a number. */
export interface LiveSnapshot extends LiveView {
  readonly seq: number;
  readonly atMs: number;
}

/** A change of some of a member's columns. */
export type MemberPatch = Pick<LiveMember, 'n'> & Partial<LiveMember>;

/** What makes the view of `seq - 1` the view of `seq`. What is absent is as it was. */
export interface LiveChange {
  readonly seq: number;
  readonly atMs: number;
  readonly conference?: LiveConference | null;
  readonly hands?: readonly LiveHand[];
  /** Numbers of the members that have gone. */
  readonly left?: readonly number[];
  readonly joined?: readonly LiveMember[];
  readonly lines?: readonly MemberPatch[];
}

/**
 * Who talks, and how loud: number of a member, loudness from 1 to `loudest`, number of the next, and
 * so on. Whoever is not listed is silent.
 */
export type LiveLevels = readonly number[];

export const loudest = 9;
