// Live control: takes over the panel that the server has drawn.
import type { LiveTexts } from '../../languages/en/texts/live.js';
import { Panel } from './live/panel.js';

declare global {
  /** Left by the script that the page names first, in the page's language (scripts/bundle.mjs). */
  var liveTexts: LiveTexts;
}

const root = document.getElementById('live');
if (root !== null) new Panel(root, globalThis.liveTexts).start();
