import type { ControlOutcome } from '../../../bridge/application/live/live-control.js';
import { PartylineError, unreachable } from '../../../bridge/kernel/errors.js';
import type { RoomRecord } from '../../../bridge/ports/directory.js';
import type { Principal } from '../../auth/principal.js';
import type { LiveCommand } from '../../live/live-command.js';
import type { Portal } from '../../portal.js';
import { conferenceCommand } from './command-schema.js';

/**
 * What a page or a program asks of a room, for somebody who may.
 * @param commandId unique to the command: what comes again is done once
 */
export function runCommand(
  { live }: Pick<Portal, 'live'>,
  room: RoomRecord,
  { person }: Principal,
  commandId: string,
  command: LiveCommand,
): Promise<ControlOutcome> {
  const by = { kind: 'user', userId: person.id } as const;
  const id = `${person.id} ${commandId}`;
  if (command.kind === 'dial-out') return live.control.dialOut(room, id, command.number, by);
  if (command.kind === 'mute-noisiest') return live.control.muteNoisiest(room.id, id, by);
  return live.control.run(room.id, id, conferenceCommand(command, by));
}

/** @throws PartylineError `wrong-state`, `not-found`, `call-refused` */
export function refuseUndone(outcome: ControlOutcome): void {
  switch (outcome) {
    case 'done':
      return;
    case 'no-conference':
      throw new PartylineError('wrong-state', 'the conference is over');
    case 'nothing-noisy':
      throw new PartylineError('not-found', 'no line is noisy');
    case 'no-such-member':
      throw new PartylineError('not-found', 'the line has gone');
    case 'not-a-number':
    case 'short-number':
    case 'prefix-not-allowed':
    case 'costly-prefix':
    case 'own-number':
    case 'limit':
      throw new PartylineError('call-refused', `number: ${outcome}`);
    default:
      unreachable(outcome);
  }
}
