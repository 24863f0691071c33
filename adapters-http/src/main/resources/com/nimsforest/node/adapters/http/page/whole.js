/** The first lines: how the forest is. */

import { by, say, set } from './dom.js';
import { STATUS } from './words.js';

export function showWhole(status) {
  const words = STATUS[status.status];
  set(by('whole'), 'data-status', words.word);
  say(by('whole-words'), words.forest);
  say(by('whole-status'), status.status);
  say(by('summary'), briefly(status.summary));
  const ready = status.ready ? '' : ' This node takes nothing in now.';
  say(by('outlook'), `Machines: ${status.cluster.outlook}.${ready}`);
  say(by('here'), `${status.node} · ${status.version}`);
  say(document.querySelector('title'), `${sign(status)}${status.node} · nimsforest`);
}

/** Without what is wrong: that has a place of its own below. */
export function briefly(summary) {
  return summary.split('; ')[0];
}

/** In the title, where a row of tabs shows it. */
function sign(status) {
  return { UP: '', DEGRADED: '! ', DOWN: '✕ ' }[status.status];
}
