/** A table that becomes cards on a narrow screen, and is a table to screen readers in both. */

import { keep, make, say, set } from './dom.js';

/** Returns what shows rows in the given place; an empty table is a sentence. */
export function table(empty, key, columns) {
  return (place, rows) => {
    const whole = place.firstElementChild ?? place.appendChild(create(empty, columns, place.parentElement.getAttribute('aria-labelledby')));
    whole.querySelector('p').hidden = rows.length > 0;
    const body = whole.querySelector('tbody');
    whole.querySelector('table').hidden = rows.length === 0;
    keep(body, rows, key, () => row(columns), (line, item) => columns.forEach((column, i) => show(line.children[i], column, item)));
  };
}

function create(empty, columns, title) {
  const heads = columns.map((column) => make('th', { scope: 'col', role: 'columnheader', class: column.number ? 'number' : null }, column.head));
  return make('div', {}, make('p', { class: 'quiet' }, empty),
    make('table', { role: 'table', 'aria-labelledby': title },
      make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...heads)),
      make('tbody', { role: 'rowgroup' })));
}

function row(columns) {
  return make('tr', { role: 'row' }, ...columns.map((column) => column.name
    ? make('th', { scope: 'row', role: 'rowheader' }, make('span', { class: 'value' }))
    : make('td', { role: 'cell', 'data-head': column.head, class: column.number ? 'number' : null }, make('span', { class: 'value' }))));
}

function show(cell, column, item) {
  say(cell.querySelector('.value'), column.show(item));
  set(cell, 'data-bad', Boolean(column.bad?.(item)));
  column.mark?.(cell, item);
}

/** A dot for each replica: the words beside them say the same. */
export function dots(cell, stream) {
  let row = cell.querySelector('.dots');
  if (!row) {
    row = make('span', { class: 'dots', 'aria-hidden': 'true' });
    cell.prepend(row);
  }
  const peers = stream.peers.length ? stream.peers : Array.from({ length: stream.replicas }, (_, i) => ({ server: `${i}`, current: i < stream.current }));
  keep(row, peers, (peer) => peer.server, () => make('i'), (dot, peer) => {
    set(dot, 'class', peer.offline ? 'offline' : peer.current ? 'current' : 'behind');
    set(dot, 'title', `${peer.server}: ${peer.offline ? 'gone' : peer.current ? 'current' : `${peer.lag} behind`}`);
  });
}
