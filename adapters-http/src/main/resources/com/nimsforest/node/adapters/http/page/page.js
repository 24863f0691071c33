/** Shows the forest as the node's feed tells it. */

import { showChanges, watchMore } from './changes.js';
import { by, say } from './dom.js';
import { follow, showToken } from './feed.js';
import { showCourse, showFlow } from './flow.js';
import { heard, lostTouch, watchAge } from './live.js';
import { showMesh, watchGround } from './mesh.js';
import { showProblems } from './problems.js';
import { showTables } from './tables.js';
import { briefly, showWhole } from './whole.js';

let statusWord = null;

/** For those who hear the page: one sentence at a time, never the whole page again. */
function announce(text) {
  say(by('announce'), text);
}

function showStatus(told) {
  by('token').hidden = true;
  by('living').hidden = false;
  heard(told.status);
  showWhole(told.status);
  showProblems(told.status.problems);
  showMesh(told.status, told.perSecond);
  showFlow(told);
  showTables(told);
  if (statusWord !== null && statusWord !== told.status.status) {
    announce(`${by('whole-words').textContent}: ${briefly(told.status.summary)}`);
  }
  statusWord = told.status.status;
}

const events = {
  status: showStatus,
  course: showCourse,
  changes: (changes) => showChanges(changes, announce),
};

function askForToken(why) {
  by('living').hidden = true;
  by('token').hidden = false;
  say(by('token-words'), `It says: ${why}.`);
}

by('token').addEventListener('submit', (submitted) => {
  submitted.preventDefault();
  showToken(by('token-value').value.trim());
});

watchMore();
watchGround();
watchAge(announce);
follow({
  event: (name, data) => events[name]?.(data),
  lost: lostTouch,
  refused: askForToken,
});
