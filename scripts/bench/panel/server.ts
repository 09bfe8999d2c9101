import { SyntheticPanel } from '../../../test/support/synthetic-panel.js';

/**
 * The server of a synthetic conference, in a process of its own so that its time can be told from
 * the browser's: levels ten times a second, and a mute of the first line now and then.
 */
const [members = 500, talkers = 25] = process.argv.slice(2).map(Number);
const levelsMs = 100;
const by = { kind: 'user', userId: 'bench' } as const;

const panel = await SyntheticPanel.open(members);
const { conference } = panel;
let tick = 0;
setInterval(() => {
  tick += 1;
  conference.levels((_, index) => (index < talkers ? -20 - ((tick * 7 + index * 3) % 25) : null));
}, levelsMs);

let muted = false;
process.on('message', () => {
  muted = !muted;
  const memberId = conference.memberIds[0]!;
  const atMs = Date.now();
  conference.command(conference.room.id, { kind: 'set-muted', memberId, muted, by });
  process.send?.({ atMs });
});
process.send?.({ url: panel.url });
