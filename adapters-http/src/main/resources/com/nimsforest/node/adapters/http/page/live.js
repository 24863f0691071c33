/** Says how old what is shown is; whoever looks must never take an old forest for the present one. */

import { by, say, set } from './dom.js';
import { clock, span } from './words.js';

const OLDEST = 2;
/** Statuses come every second: one that is late by less than that is no loss. */
const LATE = 3;

let shown = null;
let lost = null;

export function heard(status) {
  shown = { at: performance.now(), age: status.ageSeconds, of: new Date(status.at) };
  lost = null;
  show();
}

export function lostTouch(why) {
  lost = lost ?? { since: new Date(), why };
  lost.why = why;
  show();
}

export function watchAge(announce) {
  let before = 'waiting';
  setInterval(() => {
    const state = show();
    if (state !== before && before !== 'waiting') announce(state === 'live' ? 'The page is live again.' : by('stale').textContent);
    before = state;
  }, 500);
}

function show() {
  const { state, short, long } = judged();
  set(by('live'), 'data-state', state);
  say(by('live-words'), short);
  say(by('stale'), long);
  by('stale').hidden = !long;
  set(document.documentElement, 'data-stale', Boolean(long) && shown !== null);
  return state;
}

function judged() {
  const silence = shown ? (performance.now() - shown.at) / 1000 : Infinity;
  const age = shown ? shown.age + silence : Infinity;
  if (lost) {
    const since = `No connection to this node since ${clock(lost.since)} (${lost.why}). Trying again by itself.`;
    return { state: 'lost', short: 'connection lost', long: shown ? `${since} What is below was so ${span(age)} ago.` : since };
  }
  if (!shown) return { state: 'waiting', short: 'connecting', long: '' };
  if (shown.age > OLDEST || silence > LATE) {
    return { state: 'stale', short: `stale, ${span(age)} old`, long: `Stale: what is below was so ${span(age)} ago; the node has not seen the forest since.` };
  }
  return { state: 'live', short: `live, ${clock(shown.of)}`, long: '' };
}
