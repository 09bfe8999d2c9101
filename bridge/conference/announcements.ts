import { isHeard, isQuiet } from './members.js';
import { msPerMinute } from './minutes.js';
import type { Phrase } from './phrase.js';
import type { ConferenceState, Member } from './state.js';

/** The number of members, said to one of them. */
export function callerCount(state: ConferenceState): readonly Phrase[] {
  const count = state.members.length;
  if (count === 1) return [{ prompt: 'you-are-the-only-caller' }];
  return [
    { prompt: 'there-are' },
    { quantity: count, of: 'caller' },
    { prompt: 'in-the-conference' },
  ];
}

/** The recorded names, in the order of joining, and how many have none (K12). */
export function rollCall(state: ConferenceState): readonly Phrase[] {
  const recordings = state.members.flatMap(({ recordedName }) =>
    recordedName === null ? [] : [{ recordedName }],
  );
  const nameless = state.members.length - recordings.length;
  return [
    { prompt: 'roll-call' },
    ...recordings,
    ...(nameless === 0
      ? []
      : [{ quantity: nameless, of: 'caller' } as const, { prompt: 'without-a-name' } as const]),
  ];
}

/** What a newcomer hears, being a member already. */
export function welcome(
  state: ConferenceState,
  member: Member,
  nowMs: number,
  returned: boolean,
): readonly Phrase[] {
  if (state.phase.kind === 'waiting') return [{ prompt: 'waiting-for-organizer' }];
  const phrases: Phrase[] = returned ? [{ prompt: 'welcome-back' }] : [];
  if (member.role === 'organizer') phrases.push({ prompt: 'joining-as-organizer' });
  if (!isQuiet(state)) {
    if (state.members.length === 1) phrases.push({ prompt: 'you-are-the-first-caller' });
    else phrases.push(...callerCount(state));
  }
  if (member.muteReasons.includes('lecture')) {
    phrases.push({ prompt: state.lecture === 'strict' ? 'lecture-strict' : 'lecture-open' });
  } else if (!isHeard(member)) {
    phrases.push({ prompt: 'muted-press-star-two' });
  }
  if (state.phase.kind === 'grace') phrases.push(...timeLeft(state.phase.endsAtMs - nowMs));
  return phrases;
}

/** Rounded up: nobody is cut off earlier than told. */
export function timeLeft(remainingMs: number): readonly Phrase[] {
  const minutes = Math.max(1, Math.ceil(remainingMs / msPerMinute));
  return [{ prompt: 'conference-will-end-in' }, { quantity: minutes, of: 'minute' }];
}

/** What those in the mix hear of a newcomer: the name where that is wanted and known, or a tone. */
export function arrival(state: ConferenceState, member: Member): readonly Phrase[] {
  const { announceArrivals } = state.options;
  if (!announceArrivals || !state.tones || isQuiet(state)) return [];
  return named(state, member, 'has-joined') ?? [{ tone: 'entry-tone' }];
}

export function departure(state: ConferenceState, member: Member): readonly Phrase[] {
  const { announceDepartures } = state.options;
  if (!announceDepartures || !state.tones || isQuiet(state)) return [];
  return named(state, member, 'has-left') ?? [{ tone: 'exit-tone' }];
}

function named(
  { options }: ConferenceState,
  { recordedName }: Member,
  prompt: 'has-joined' | 'has-left',
): readonly Phrase[] | null {
  if (!options.namesInsteadOfTones || recordedName === null) return null;
  return [{ recordedName }, { prompt }];
}
