/** Shows each event of the node's feed. */

import { showChanges, watchMore } from './changes.js';
import { byId, setText } from './dom.js';
import { follow, showToken } from './feed.js';
import { showRates, showFlow } from './flow.js';
import { heard, connectionLost, watchAge } from './live.js';
import { showMesh, watchMap } from './mesh.js';
import { showProblems } from './problems.js';
import { showTables } from './tables.js';
import { briefly, showSummary } from './summary.js';

let statusWord = null;

/** For screen readers: one sentence at a time. */
function announce(text) {
  setText(byId('announce'), text);
}

function showStatus(data) {
  byId('token').hidden = true;
  byId('content').hidden = false;
  heard(data.status);
  showSummary(data.status);
  showProblems(data.status.problems);
  showMesh(data.status, data.perSecond);
  showFlow(data);
  showTables(data);
  if (statusWord !== null && statusWord !== data.status.status) {
    announce(`${byId('summary-title').textContent}: ${briefly(data.status.summary)}`);
  }
  statusWord = data.status.status;
}

const events = {
  status: showStatus,
  rates: showRates,
  changes: (changes) => showChanges(changes, announce),
};

function askForToken(why) {
  byId('content').hidden = true;
  byId('token').hidden = false;
  setText(byId('token-text'), `The node answered: ${why}.`);
}

byId('token').addEventListener('submit', (submitted) => {
  submitted.preventDefault();
  showToken(byId('token-value').value.trim());
});

watchMore();
watchMap();
watchAge(announce);
follow({
  event: (name, data) => events[name]?.(data),
  lost: connectionLost,
  refused: askForToken,
});
