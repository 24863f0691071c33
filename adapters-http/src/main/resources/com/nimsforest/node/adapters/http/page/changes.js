/** The last changes, the newest first. */

import { byId, updateList, make, setText, setAttribute } from './dom.js';
import { clock, many } from './format.js';

const FEW = 8;
const SIGNS = { BETTER: 'Better', WORSE: 'Worse', OTHER: 'Changed' };

let all = [];
let open = false;
let first = true;

export function watchMore() {
  byId('changes-more').addEventListener('click', () => {
    open = !open;
    show();
  });
}

/** Shows the changes, and announces those that are new since the page was opened to screen readers. */
export function showChanges(changes, announce) {
  const seen = new Set(all.map(key));
  const fresh = first ? [] : changes.filter((change) => !seen.has(key(change)));
  first = false;
  all = changes;
  show();
  if (fresh.length) announce(fresh.map((change) => change.what).reverse().join('; '));
}

const key = (change) => `${change.at} ${change.what}`;

function show() {
  byId('changes-none').hidden = all.length > 0;
  updateList(byId('change-list'), open ? all : all.slice(0, FEW), key, create, () => {});
  const more = byId('changes-more');
  more.hidden = all.length <= FEW;
  setText(more, open ? 'Show the newest' : `Show all ${many(all.length, 'change', 'changes')}`);
  setAttribute(more, 'aria-expanded', String(open));
}

function create(change) {
  const when = new Date(change.at);
  return make('li', { 'data-tone': change.tone.toLowerCase() },
    make('time', { datetime: change.at }, clock(when)),
    make('span', { class: 'tone', 'aria-hidden': 'true' }),
    make('span', { class: 'unseen' }, `${SIGNS[change.tone]}: `),
    make('span', { class: 'what' }, change.what));
}
