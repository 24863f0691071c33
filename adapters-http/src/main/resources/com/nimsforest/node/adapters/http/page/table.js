/** A table that becomes cards on a narrow screen, and is a table to screen readers in both. */

import { updateList, make, setText, setAttribute } from './dom.js';

/** Returns what shows rows in the given place; an empty table is a sentence. */
export function table(empty, key, columns) {
  return (place, rows) => {
    const content = place.firstElementChild ?? place.appendChild(create(empty, columns, place.parentElement.getAttribute('aria-labelledby')));
    content.querySelector('p').hidden = rows.length > 0;
    const body = content.querySelector('tbody');
    content.querySelector('table').hidden = rows.length === 0;
    updateList(body, rows, key, () => row(columns), (line, item) => columns.forEach((column, i) => show(line.children[i], column, item)));
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
  setText(cell.querySelector('.value'), column.show(item));
  setAttribute(cell, 'data-bad', Boolean(column.bad?.(item)));
  column.mark?.(cell, item);
}

/** A dot for each replica; the text beside the dots says the same. */
export function dots(cell, stream) {
  let row = cell.querySelector('.dots');
  if (!row) {
    row = make('span', { class: 'dots', 'aria-hidden': 'true' });
    cell.prepend(row);
  }
  const peers = stream.peers.length ? stream.peers : Array.from({ length: stream.replicas }, (_, i) => ({ server: `${i}`, current: i < stream.current }));
  updateList(row, peers, (peer) => peer.server, () => make('i'), (dot, peer) => {
    setAttribute(dot, 'class', peer.offline ? 'offline' : peer.current ? 'current' : 'behind');
    setAttribute(dot, 'title', `${peer.server}: ${peer.offline ? 'offline' : peer.current ? 'current' : `${peer.lag} behind`}`);
  });
}
