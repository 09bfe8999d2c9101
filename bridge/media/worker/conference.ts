import { SharedEncodes } from '../mixer/shared-encodes.js';
import { frameSamples, TwoBandMix, type Band } from '../mixer/two-band-mix.js';
import { roughLevelDbov, silenceDbov } from '../dsp/level.js';
import type { Limiter } from '../dsp/limiter.js';
import type { Voice } from '../mixer/voice.js';
import { ClipQueue } from '../prompt/clip-queue.js';
import type { PlaybackEnd } from '../../ports/media-server.js';
import { levelColumns, packMember } from '../level-columns.js';
import type { Member } from './member.js';
import type { MixTap } from './mix-tap.js';
import type { ConferenceLevels, TalkingChange } from './protocol.js';

/** A line's quality is measured once a second. */
const levelsPerQuality = 10;

/** One conference: its members' voices in, one mix out. */
export class Conference {
  readonly id: number;
  readonly automaticGain: boolean;
  readonly announcements: ClipQueue;
  readonly #members = new Map<string, Member>();
  /** The same members, for the tick. */
  #list: Member[] = [];
  #memberIds: readonly string[] = [];
  readonly #mix = new TwoBandMix();
  readonly encodes = new SharedEncodes();
  #levelsTaken = 0;
  readonly #taps = new Map<number, MixTap>();
  /** Which bands had listeners in the last tick. */
  #hasNarrow = false;
  #hasWide = false;
  readonly #onTalking: (change: TalkingChange) => void;

  constructor(
    id: number,
    automaticGain: boolean,
    events: {
      readonly onTalking: (change: TalkingChange) => void;
      readonly onPlaybackEnded: (playbackId: number, end: PlaybackEnd) => void;
    },
  ) {
    this.id = id;
    this.automaticGain = automaticGain;
    this.announcements = new ClipQueue(events.onPlaybackEnded);
    this.#onTalking = events.onTalking;
  }

  get members(): readonly Member[] {
    return this.#list;
  }

  member(memberId: string): Member | undefined {
    return this.#members.get(memberId);
  }

  add(member: Member): void {
    this.#members.set(member.memberId, member);
    this.#listMembers();
  }

  remove(member: Member): void {
    if (this.#members.get(member.memberId) !== member) return;
    this.#members.delete(member.memberId);
    this.#listMembers();
    this.#tellTalking(member, false);
  }

  setMuted(member: Member, muted: boolean): void {
    member.muted = muted;
    if (member.voice !== null) member.voice.muted = muted;
    if (muted) this.#tellTalking(member, false);
  }

  get tapped(): boolean {
    return this.#taps.size > 0;
  }

  addTap(tapId: number, tap: MixTap): void {
    this.#taps.set(tapId, tap);
  }

  /** Idempotent. */
  removeTap(tapId: number): void {
    this.#taps.get(tapId)?.stop();
    this.#taps.delete(tapId);
  }

  /** Takes every member's next frame and sums what is heard. */
  tick(nowMs: number): void {
    const mix = this.#mix;
    const narrowDbov = this.#sharedDbov('narrow');
    const wideDbov = this.#sharedDbov('wide');
    mix.begin();
    this.encodes.begin();
    let hasNarrow = false;
    // Taps are wideband whoever is there, so that no newcomer's codec changes what they get.
    let hasWide = this.tapped;
    for (const member of this.#list) {
      const { voice } = member;
      if (voice === null) continue;
      if (voice.band === 'narrow') hasNarrow = true;
      else hasWide = true;
      const sharedDbov = voice.band === 'narrow' ? narrowDbov : wideDbov;
      const sentDbov = voice.heard ? voice.ownMixDbov : sharedDbov;
      voice.pull(nowMs, member.leg.withheld(nowMs), member.deaf ? silenceDbov : sentDbov);
      if (voice.heard) mix.addVoice(voice.band, voice.frame);
      if (voice.talking !== member.talking) this.#tellTalking(member, voice.talking);
    }
    if (this.announcements.active) {
      this.announcements.next();
      mix.addAnnouncement(this.announcements.narrow, this.announcements.wide);
    }
    this.#hasNarrow = hasNarrow;
    this.#hasWide = hasWide;
    mix.finish(hasNarrow, hasWide);
    for (const tap of this.#taps.values()) tap.write(nowMs, mix.shared('wide'));
  }

  /** What all hear who are not heard themselves; `encodes` has it encoded once per codec. */
  sharedMix(band: Band): Int16Array {
    return this.#mix.shared(band);
  }

  /** What this member hears: never itself. */
  mixFor(voice: Voice, limiter: Limiter, out: Int16Array): void {
    if (!voice.heard) {
      out.set(this.#mix.shared(voice.band));
      return;
    }
    this.#mix.without(voice.band, voice.frame, limiter, out);
    voice.ownMixDbov = roughLevelDbov(out, out.length);
  }

  /** Ten times a second. Line quality changes slowly: each line's is measured every tenth time. */
  takeLevels(): ConferenceLevels {
    const turn = this.#levelsTaken++ % levelsPerQuality;
    const values = new Float64Array(this.#list.length * levelColumns);
    this.#list.forEach((member, row) => {
      const { voice, talking } = member;
      const due = row % levelsPerQuality === turn || (member.quality?.mos ?? null) === null;
      if (due || member.quality === null) member.quality = member.leg.quality();
      const figures = {
        levelDbov: voice?.takeLevelDbov() ?? silenceDbov,
        talking,
        noiseDbov: voice?.noiseDbov ?? null,
        echo: voice?.echo ?? null,
        quality: member.quality,
      };
      packMember(values, row, figures);
    });
    return { conferenceId: this.id, memberIds: this.#memberIds, values };
  }

  close(): void {
    for (const tapId of [...this.#taps.keys()]) this.removeTap(tapId);
    this.announcements.close();
    this.encodes.close();
  }

  /** What those heard last who say nothing themselves. */
  #sharedDbov(band: Band): number {
    const listened = band === 'narrow' ? this.#hasNarrow : this.#hasWide;
    return listened ? roughLevelDbov(this.#mix.shared(band), frameSamples[band]) : silenceDbov;
  }

  #listMembers(): void {
    this.#list = [...this.#members.values()];
    this.#memberIds = this.#list.map((member) => member.memberId);
  }

  #tellTalking(member: Member, talking: boolean): void {
    if (member.talking === talking) return;
    member.talking = talking;
    this.#onTalking({ conferenceId: this.id, memberId: member.memberId, talking });
  }
}
