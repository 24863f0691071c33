/** Shows how old the displayed status is, so that an old status is never taken for the present one. */

import { byId, setText, setAttribute } from './dom.js';
import { clock, span } from './format.js';

const OLDEST = 2;
/** In seconds; a status arrives every second. */
const LATE = 3;

let shown = null;
let lost = null;

export function heard(status) {
  shown = { at: performance.now(), age: status.ageSeconds, of: new Date(status.at) };
  lost = null;
  show();
}

export function connectionLost(why) {
  lost = lost ?? { since: new Date(), why };
  lost.why = why;
  show();
}

export function watchAge(announce) {
  let before = 'waiting';
  setInterval(() => {
    const state = show();
    if (state !== before && before !== 'waiting') announce(state === 'live' ? 'The page is live again.' : byId('stale').textContent);
    before = state;
  }, 500);
}

function show() {
  const { state, short, long } = currentState();
  setAttribute(byId('live'), 'data-state', state);
  setText(byId('live-text'), short);
  setText(byId('stale'), long);
  byId('stale').hidden = !long;
  setAttribute(document.documentElement, 'data-stale', Boolean(long) && shown !== null);
  return state;
}

function currentState() {
  const silence = shown ? (performance.now() - shown.at) / 1000 : Infinity;
  const age = shown ? shown.age + silence : Infinity;
  if (lost) {
    const since = `No connection to this node since ${clock(lost.since)} (${lost.why}). Reconnecting.`;
    return { state: 'lost', short: 'connection lost', long: shown ? `${since} This page shows the status of ${span(age)} ago.` : since };
  }
  if (!shown) return { state: 'waiting', short: 'connecting', long: '' };
  if (shown.age > OLDEST || silence > LATE) {
    return { state: 'stale', short: `stale, ${span(age)} old`, long: `Stale: this page shows the status of ${span(age)} ago; the node has had no newer one since.` };
  }
  return { state: 'live', short: `live, ${clock(shown.of)}`, long: '' };
}
