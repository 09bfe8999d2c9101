import type { LiveMember } from '../../../bridge/application/live/view.js';
import type { Language } from '../../../bridge/conference/languages.js';
import { isOpen, memberName } from '../../live/member-text.js';
import type { LiveCommand } from '../../live/live-command.js';
import type { LiveTexts } from '../../../languages/en/texts/live.js';
import { ActionsView } from './actions-view.js';
import { Announcer } from './announcer.js';
import { CallsView } from './calls-view.js';
import { Connection } from './connection.js';
import { ask, askText } from './dialogs.js';
import { el, setHidden } from './el.js';
import { HandsView } from './hands-view.js';
import { HeadView } from './head-view.js';
import { MembersView } from './members-view.js';
import { openMenu } from './menu.js';
import { LiveModel } from '../../live/live-model.js';
import { newCommandId, send, type SendOutcome } from './send.js';
import { Shortcuts } from './shortcuts.js';
import { SpeakingView } from './speaking-view.js';
import { Toasts } from './toasts.js';

const longestName = 60;
const longestNumber = 40;

/** The panel of one room: what is received is shown, what is asked for is sent. */
export class Panel {
  readonly #text: LiveTexts;
  readonly #url: string;
  readonly #model: LiveModel;
  readonly #connection: Connection;
  readonly #toasts = new Toasts();
  readonly #announcer: Announcer;
  readonly #head: HeadView;
  readonly #actions: ActionsView;
  readonly #hands: HandsView;
  readonly #calls: CallsView;
  readonly #speaking: SpeakingView;
  readonly #members: MembersView;
  readonly #empty: HTMLElement;
  readonly #shortcuts: Shortcuts;
  readonly #title: string;
  #drawing = 0;

  constructor(root: HTMLElement, text: LiveTexts) {
    const language = document.documentElement.lang as Language;
    this.#text = text;
    this.#url = `/live/${root.dataset['room'] ?? ''}`;
    this.#title = document.title;
    this.#model = new LiveModel(language, () => performance.now(), {
      changed: () => this.#drawLater(),
      levels: () => this.#showLevels(),
      news: (news) => this.#announcer.news(news),
      gap: () => this.#connection.restart(),
    });
    const model = this.#model;
    this.#announcer = new Announcer(text);
    this.#head = new HeadView(model, text, root.querySelector('h1') ?? el('h1'));
    this.#actions = new ActionsView(model, text, {
      ask: (command) => void this.#ask(command),
      muteNoisiest: () => void this.#muteNoisiest(),
      dialOut: () => void this.#dialOut(),
      end: () => void this.#end(),
      help: () => this.#shortcuts.help(),
    });
    this.#hands = new HandsView(model, text, {
      next: () => void this.#ask({ kind: 'next-speaker' }),
      lower: (line) => void this.#ask({ kind: 'lower-hand', line }),
    });
    this.#calls = new CallsView(model, text, (command) => void this.#ask(command));
    this.#speaking = new SpeakingView(model, text);
    this.#members = this.#newMembers();
    this.#shortcuts = new Shortcuts(text, {
      '?': () => this.#shortcuts.help(),
      '/': () => this.#members.focusFilter(),
      n: () => void this.#ask({ kind: 'next-speaker' }),
      a: () => this.#members.focusMembers(),
    });
    this.#empty = el(
      'div',
      { class: 'empty' },
      el('p', { text: text.nobody }),
      el('p', { text: text.nobodyHint }),
    );
    this.#connection = new Connection(`${this.#url}/events`, {
      snapshot: (snapshot) => this.#model.snapshot(snapshot),
      change: (change) => this.#model.change(change),
      levels: (levels) => this.#model.levels(levels),
      connected: (connected) => this.#connected(connected),
      signedOut: () => this.#signedOut(root),
    });
    root.replaceChildren(
      el('div', { class: 'live-top' }, this.#head.element, this.#actions.element),
      el(
        'div',
        { class: 'live-strip' },
        this.#hands.element,
        this.#calls.element,
        this.#speaking.element,
      ),
      this.#empty,
      this.#members.element,
      this.#announcer.element,
      this.#toasts.element,
    );
  }

  start(): void {
    this.#connection.open();
    window.setInterval(() => this.#tick(), 1_000);
  }

  #newMembers(): MembersView {
    const model = this.#model;
    const muteOrOpen = (member: LiveMember): void =>
      void this.#ask({ kind: 'mute', line: member.id, on: isOpen(member) });
    return new MembersView(
      model,
      this.#text,
      {
        text: this.#text,
        nowMs: () => model.nowMs(),
        handIsUp: ({ id }) => model.state.hands.some((hand) => hand.id === id),
        hasFloor: ({ id }) => model.state.conference?.speaker === id,
        level: (n) => model.level(n),
        toggleMute: muteOrOpen,
        menu: (member, anchor) => this.#openMenu(member, anchor),
      },
      {
        m: muteOrOpen,
        h: (member) => void this.#ask({ kind: 'hold', line: member.id, on: !member.held }),
        l: (member) => void this.#ask({ kind: 'lower-hand', line: member.id }),
        r: (member) => void this.#rename(member),
      },
    );
  }

  #openMenu(member: LiveMember, anchor: HTMLElement): void {
    const text = this.#text;
    const { id, held } = member;
    const handIsUp = this.#model.state.hands.some((hand) => hand.id === id);
    openMenu(anchor, text.menuOf(memberName(member, text)), [
      {
        label: held ? text.unhold : text.hold,
        run: () => void this.#ask({ kind: 'hold', line: id, on: !held }),
      },
      ...(handIsUp
        ? [{ label: text.lowerHand, run: () => void this.#ask({ kind: 'lower-hand', line: id }) }]
        : []),
      { label: text.rename, run: () => void this.#rename(member) },
      ...(member.role === 'participant'
        ? [{ label: text.promote, run: () => void this.#ask({ kind: 'promote', line: id }) }]
        : []),
      { label: text.drop, danger: true, run: () => void this.#dropMember(member) },
    ]);
  }

  async #rename(member: LiveMember): Promise<void> {
    const text = this.#text;
    const name = await askText({
      title: text.renameTitle(memberName(member, text)),
      label: text.nameLabel,
      value: member.name ?? '',
      maxLength: longestName,
      confirm: text.save,
      cancel: text.cancel,
    });
    if (name !== null) await this.#ask({ kind: 'rename', line: member.id, name });
  }

  async #dropMember(member: LiveMember): Promise<void> {
    const text = this.#text;
    const title = text.dropTitle(memberName(member, text));
    const confirm = text.drop.replace('…', '');
    const sure = await ask({ title, text: text.dropText, confirm, cancel: text.cancel });
    if (sure) await this.#ask({ kind: 'drop', line: member.id });
  }

  async #dialOut(): Promise<void> {
    const text = this.#text;
    const number = await askText({
      title: text.dialOutTitle,
      label: text.dialOutLabel,
      value: '',
      maxLength: longestNumber,
      confirm: text.dialOutConfirm,
      cancel: text.cancel,
      type: 'tel',
    });
    if (number !== null && number !== '') await this.#ask({ kind: 'dial-out', number });
  }

  async #end(): Promise<void> {
    const text = this.#text;
    const sure = await ask({
      title: text.endTitle,
      text: text.endText(this.#model.state.members.size),
      confirm: text.endConfirm,
      cancel: text.cancel,
    });
    if (sure) await this.#ask({ kind: 'end' });
  }

  async #muteNoisiest(): Promise<void> {
    if (!(await this.#ask({ kind: 'mute-noisiest' }))) return;
    const { noisiestMuted, undo } = this.#text;
    const run = (): void => void this.#ask({ kind: 'undo-mute-noisiest' });
    this.#toasts.say(noisiestMuted, { label: undo, run });
  }

  /** @returns whether it was done; where not, the reader is told */
  async #ask(command: LiveCommand): Promise<boolean> {
    const id = newCommandId();
    this.#model.expect(id, command);
    const outcome = await send(`${this.#url}/commands`, id, command);
    if (outcome.kind === 'done') return true;
    this.#model.refused(id);
    this.#toasts.say(this.#undoneText(outcome, command));
    return false;
  }

  #undoneText(outcome: SendOutcome, { kind }: LiveCommand): string {
    const { failed, over, lineGone, noneNoisy, notSent, dialOutRefusals } = this.#text;
    if (outcome.kind === 'over') return failed(over);
    if (outcome.kind === 'line-gone')
      return failed(kind === 'mute-noisiest' ? noneNoisy : lineGone);
    const refusals: Readonly<Record<string, string>> = dialOutRefusals;
    const why = outcome.kind === 'refused' ? refusals[outcome.why] : undefined;
    return failed(why ?? notSent);
  }

  #connected(connected: boolean): void {
    if (connected && !this.#model.connected) this.#announcer.say(this.#text.connectionBack);
    this.#model.connected = connected;
    this.#drawLater();
  }

  #signedOut(root: HTMLElement): void {
    const link = el('a', { text: this.#text.signIn, attributes: { href: location.pathname } });
    const text = el('p', { text: `${this.#text.signedOut} ` }, link);
    root.replaceChildren(el('div', { class: 'empty', attributes: { role: 'alert' } }, text));
  }

  #drawLater(): void {
    this.#showTitle();
    if (this.#drawing !== 0) return;
    this.#drawing = window.requestAnimationFrame(() => {
      this.#drawing = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const { conference } = this.#model.state;
    setHidden(this.#empty, conference !== null || this.#model.blank);
    setHidden(this.#members.element, conference === null);
    this.#head.draw();
    this.#actions.draw();
    this.#hands.draw();
    this.#calls.draw();
    this.#speaking.draw();
    if (conference !== null) this.#members.draw();
  }

  #showLevels(): void {
    if (document.hidden) return;
    this.#speaking.draw();
    this.#members.levels();
  }

  #tick(): void {
    this.#model.tick();
    if (document.hidden) return;
    this.#head.tick();
    this.#hands.tick();
    this.#speaking.draw();
    this.#members.tick();
  }

  /** What a reader of tabs should know. A page in the background draws nothing else. */
  #showTitle(): void {
    const { conference, hands, members } = this.#model.state;
    const marks = [
      ...(this.#model.connected ? [] : ['⚠']),
      ...(hands.length > 0 ? [`✋${hands.length}`] : []),
      ...(conference === null ? [] : [`(${members.size})`]),
    ];
    const title = [...marks, this.#title].join(' ');
    if (document.title !== title) document.title = title;
  }
}
