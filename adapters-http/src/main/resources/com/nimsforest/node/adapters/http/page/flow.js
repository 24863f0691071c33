/** The pipeline: the messages of each stream, what consumes them, and how fast. */

import { byId, updateList, make, setText, setAttribute } from './dom.js';
import { chart } from './chart.js';
import { brief, count, many, rate, span } from './format.js';

const PLACES = [
  { key: 'RIVER', name: 'River', what: 'raw input', tone: 'river', by: { name: 'Trees', what: 'parse', hop: 'tree' } },
  { key: 'LEAVES', name: 'Leaves', what: 'events on the wind', tone: 'leaves', by: { name: 'Nims', what: 'decide', hop: 'nim' } },
  { key: 'HUMUS', name: 'Humus', what: 'the log of changes', tone: 'humus', by: { name: 'Decomposer', what: 'applies', hop: 'decomposer' } },
  { key: 'KV_SOIL', name: 'Soil', what: 'current state', tone: 'soil' },
];

const charts = new Map();

export function showRates(history) {
  build();
  for (const place of PLACES) charts.get(place.key).start(history.at, history.perSecond[place.key]);
}

export function showFlow(data) {
  build();
  const { status, perSecond, hops } = data;
  const at = Math.floor(Date.parse(status.at) / 1000);
  updateList(byId('stages'), PLACES, (place) => place.key, create, (stage, place) => {
    const stream = status.streams.find((one) => one.name === place.key);
    const find = (name) => stage.querySelector(`.${name}`);
    charts.get(place.key).add(at, perSecond[place.key]);
    setText(find('kept'), stream ? `${count(stream.messages)} messages` : 'does not exist yet');
    setText(find('taken'), place.key === 'RIVER' && hops.river_store ? `stored in ${brief(hops.river_store.usualSeconds)}` : '');
    if (place.by) showWorker(stage.querySelector('.worker'), place, status.consumers, perSecond[place.key], hops[place.by.hop]);
  });
  showDead(status.deadLetters);
}

function build() {
  updateList(byId('stages'), PLACES, (place) => place.key, create, () => {});
}

function create(place) {
  const value = make('span', { class: 'rate' }, '–');
  const canvas = make('div', { class: 'chart' });
  const said = make('p', { class: 'unseen' });
  const stage = make('li', { class: 'stage', 'data-tone': place.tone },
    make('div', { class: 'pool' },
      make('h3', {}, place.name, ' ', make('span', { class: 'quiet' }, place.what)),
      make('p', { class: 'speed' }, value, make('span', { class: 'unit' }, '/s'), make('span', { class: 'when quiet' })),
      canvas, said,
      make('p', { class: 'quiet facts' }, make('span', { class: 'kept' }), make('span', { class: 'taken' }))));
  if (place.by) stage.append(worker(place.by));
  charts.set(place.key, chart({ canvas, value, said, when: stage.querySelector('.when'), name: place.name }));
  return stage;
}

function worker(by) {
  return make('div', { class: 'worker' },
    make('p', { class: 'who' }, make('strong', {}, by.name), ' ', make('span', { class: 'quiet' }, by.what)),
    make('div', { class: 'arrow', 'aria-hidden': 'true' }),
    make('p', { class: 'waiting' }),
    make('p', { class: 'quiet took' }));
}

function showWorker(worker, place, consumers, perSecond, hop) {
  const own = consumers.filter((consumer) => consumer.stream === place.key);
  const waiting = own.reduce((sum, consumer) => sum + consumer.pending + consumer.unacknowledged, 0);
  const stalled = own.filter((consumer) => consumer.stalled || consumer.waits);
  const oldest = Math.max(0, ...own.map((consumer) => consumer.oldestSeconds ?? 0));
  setAttribute(worker, 'data-flowing', perSecond > 0 && stalled.length === 0);
  setAttribute(worker, 'data-stalled', stalled.length > 0);
  const text = own.length === 0 ? 'unknown' : `${count(waiting)} waiting${waiting && oldest >= 2 ? `, ${span(oldest)}` : ''}`;
  setText(worker.querySelector('.waiting'), stalled.length ? `stalled, ${text}` : text);
  setText(worker.querySelector('.took'), hop ? `${brief(hop.usualSeconds)}, slow ${brief(hop.slowSeconds)}` : 'idle on this node');
}

function showDead(deadLetters) {
  const line = byId('dead');
  setAttribute(line, 'data-some', deadLetters > 0);
  if (deadLetters === 0) {
    line.replaceChildren('No dead letters.');
    return;
  }
  if (!line.querySelector('strong')) {
    line.replaceChildren(make('strong', {}), ' could not be processed. ', make('code', {}, 'nimsforest deadletter ls'),
      ' shows why; ', make('code', {}, 'docs/RUNBOOK.md#dead-letters'), ' says what to do.');
  }
  setText(line.querySelector('strong'), many(deadLetters, 'dead letter', 'dead letters'));
}
