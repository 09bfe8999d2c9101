import type { LiveMember } from '../../../bridge/application/live/view.js';
import { memberName } from '../../live/member-text.js';
import type { LiveNews } from '../../live/live-state.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { el } from './el.js';

/** Gathered for so long: a voice cannot follow a crowd. */
const gatherMs = 1_500;
/** So many are named; more are counted. */
const mostNamed = 3;

/** Tells those who hear the page who comes, goes and asks for the floor, when they have time. */
export class Announcer {
  readonly element = el('div', { class: 'unseen', attributes: { 'aria-live': 'polite' } });
  readonly #text: LiveTexts;
  #joined: LiveMember[] = [];
  #left: LiveMember[] = [];
  #raised: LiveMember[] = [];
  #other: string[] = [];
  #timer = 0;

  constructor(text: LiveTexts) {
    this.#text = text;
  }

  news({ joined, left, handsRaised, ended }: LiveNews): void {
    this.#joined.push(...joined);
    if (!ended) this.#left.push(...left);
    this.#raised.push(...handsRaised);
    if (ended) this.#other.push(this.#text.ended);
    if (joined.length + left.length + handsRaised.length > 0 || ended) this.#sayLater();
  }

  say(text: string): void {
    this.#other.push(text);
    this.#sayLater();
  }

  #sayLater(): void {
    if (this.#timer === 0) this.#timer = window.setTimeout(() => this.#say(), gatherMs);
  }

  #say(): void {
    const text = this.#text;
    const sentences = [
      ...this.#other,
      ...this.#sentences(this.#raised, text.raised, text.raisedMany),
      ...this.#sentences(this.#joined, text.joined, text.joinedMany),
      ...this.#sentences(this.#left, text.left, text.leftMany),
    ];
    this.element.textContent = sentences.join('. ');
    this.#timer = 0;
    this.#joined = [];
    this.#left = [];
    this.#raised = [];
    this.#other = [];
  }

  #sentences(
    members: readonly LiveMember[],
    each: (name: string) => string,
    many: (count: number) => string,
  ): readonly string[] {
    if (members.length > mostNamed) return [many(members.length)];
    return members.map((member) => each(memberName(member, this.#text)));
  }
}
