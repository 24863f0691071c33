/** The summary of the status at the top. */

import { byId, setText, setAttribute } from './dom.js';
import { STATUS } from './format.js';

export function showSummary(status) {
  const texts = STATUS[status.status];
  setAttribute(byId('status-summary'), 'data-status', texts.word);
  setText(byId('summary-title'), texts.forest);
  setText(byId('summary-badge'), status.status);
  setText(byId('summary'), briefly(status.summary));
  const ready = status.ready ? '' : ' This node is not ready: it accepts no data now.';
  setText(byId('outlook'), `Machines: ${status.cluster.outlook}.${ready}`);
  setText(byId('here'), `${status.node} · ${status.version}`);
  setText(document.querySelector('title'), `${sign(status)}${status.node} · nimsforest`);
}

/** Without the problems, which have a list of their own below. */
export function briefly(summary) {
  return summary.split('; ')[0];
}

/** Shown in the title of the browser tab. */
function sign(status) {
  return { UP: '', DEGRADED: '! ', DOWN: '✕ ' }[status.status];
}
