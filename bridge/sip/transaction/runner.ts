import { unreachable } from '../../kernel/errors.js';
import type { Clock, Timer } from '../../ports/clock.js';
import type { Action, Machine, TimerName, TransactionState } from './machine.js';

/** What a machine's actions do in the world, timers apart. */
export interface Effects {
  send(): void;
  sendAck(): void;
  /** Hands on what came last. */
  pass(): void;
  timeout(): void;
  transportError(): void;
  terminated(): void;
}

/** A runner whose machine does not matter to the holder. */
export interface Running<Event> {
  readonly state: string;
  feed(event: Event): void;
  stop(): void;
}

interface TimerEvent {
  readonly type: 'timer';
  readonly timer: TimerName;
}

/** Drives one machine: keeps its state and timers, carries out its actions. */
export class Runner<Name extends string, Event> implements Running<Event | TimerEvent> {
  #state: TransactionState<Name>;
  readonly #timers = new Map<TimerName, Timer>();

  constructor(
    private readonly machine: Machine<Name, Event | TimerEvent>,
    initial: Name,
    private readonly clock: Clock,
    private readonly effects: Effects,
  ) {
    this.#state = { name: initial, retransmitMs: 0 };
  }

  get state(): Name {
    return this.#state.name;
  }

  feed(event: Event | TimerEvent): void {
    const before = this.#state.name;
    const { state, actions } = this.machine(this.#state, event);
    // The state is set first: an action may feed the next event before it returns.
    this.#state = state;
    for (const action of actions) this.#perform(action);
    if (state.name === 'terminated' && before !== 'terminated') this.stop();
  }

  /** Ends the transaction without a word, e.g. when the stack closes. */
  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.effects.terminated();
  }

  #perform(action: Action): void {
    switch (action.do) {
      case 'send':
        this.effects.send();
        return;
      case 'send-ack':
        this.effects.sendAck();
        return;
      case 'start':
        this.#start(action.timer, action.afterMs);
        return;
      case 'stop':
        for (const timer of action.timers) {
          this.#timers.get(timer)?.cancel();
          this.#timers.delete(timer);
        }
        return;
      case 'pass':
        this.effects.pass();
        return;
      case 'report-timeout':
        this.effects.timeout();
        return;
      case 'report-transport-error':
        this.effects.transportError();
        return;
      default:
        unreachable(action);
    }
  }

  #start(timer: TimerName, afterMs: number): void {
    this.#timers.get(timer)?.cancel();
    const fire = () => {
      this.#timers.delete(timer);
      this.feed({ type: 'timer', timer });
    };
    this.#timers.set(timer, this.clock.after(afterMs, `sip transaction timer ${timer}`, fire));
  }
}
