// Live control: takes over the panel that the server has drawn.
import { Panel } from './live/panel.js';

const root = document.getElementById('live');
if (root !== null) new Panel(root).start();
