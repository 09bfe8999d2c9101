import type { RecordingSpeech } from '../../ports/recordings.js';

/**
 * Who spoke when, as it is kept: each member once, and each turn as three numbers. Hours of a
 * lively conference are then some hundred kilobytes, a fifth of what plain objects take.
 */
interface SpeechTurns {
  readonly members: readonly (readonly [memberId: string, label: string])[];
  /** The first number is a place in `members`. */
  readonly turns: readonly (readonly [member: number, fromSample: number, toSample: number])[];
}

export function turnsOf(speech: readonly RecordingSpeech[]): string {
  const places = new Map<string, number>();
  const members: [string, string][] = [];
  const turns = speech.map(({ memberId, label, fromSample, toSample }) => {
    // A member who was renamed meanwhile appears under each name.
    const key = JSON.stringify([memberId, label]);
    let place = places.get(key);
    if (place === undefined) {
      place = members.push([memberId, label]) - 1;
      places.set(key, place);
    }
    return [place, fromSample, toSample] as const;
  });
  return JSON.stringify({ members, turns } satisfies SpeechTurns);
}

export function speechOf(text: string): readonly RecordingSpeech[] {
  const { members, turns } = JSON.parse(text) as SpeechTurns;
  return turns.flatMap(([place, fromSample, toSample]) => {
    const member = members[place];
    if (member === undefined) return [];
    return [{ memberId: member[0], label: member[1], fromSample, toSample }];
  });
}
