import type { LiveMember } from '../../bridge/application/live/view.js';
import type { LiveTexts } from '../../languages/en/texts/live.js';

/** What a member is called: its name, else its number, else which caller it was. */
export function memberName(member: LiveMember, text: LiveTexts): string {
  return member.name ?? member.number ?? text.caller(member.n);
}

/** Whether it is silent, and every reason why. */
export function memberState({ mutes, held, onHold }: LiveMember, text: LiveTexts): string {
  const reasons = [
    ...(held ? [text.held] : []),
    ...(onHold ? [text.onHold] : []),
    ...(mutes.length > 0 ? [text.mutedBy(mutes.map((reason) => text.muters[reason]))] : []),
  ];
  return reasons.length === 0 ? text.unmuted : reasons.join(', ');
}

/** Whether the button of the member mutes it, or opens it. */
export function isOpen({ mutes }: LiveMember): boolean {
  return mutes.length === 0;
}
