/** The problems, the worst first, each with what to do. */

import { byId, updateList, make, setText, setAttribute } from './dom.js';
import { STATUS, clock, groupedReason } from './format.js';

const began = new Map();

export function showProblems(problems) {
  byId('problems').hidden = problems.length === 0;
  const key = (problem) => `${problem.where} ${problem.reason}`;
  for (const known of [...began.keys()]) if (!problems.some((problem) => key(problem) === known)) began.delete(known);
  updateList(byId('problem-list'), problems, key, create, (item, problem) => show(item, problem, key(problem)));
}

function create() {
  const part = (name) => make('span', { class: name });
  return make('li', {},
    make('p', {}, part('badge'), ' ', make('strong', { class: 'reason' })),
    make('p', { class: 'quiet consequences' }),
    make('p', { class: 'hint' }, part('todo'), ' ', make('code', { class: 'runbook' })),
    make('p', { class: 'quiet since' }));
}

function show(item, problem, key) {
  const find = (name) => item.querySelector(`.${name}`);
  // A machine that is only missing has no start time of its own: the first time the page saw it counts.
  const since = new Date(Math.min(began.get(key) ?? Infinity, Date.parse(problem.since)));
  began.set(key, since.getTime());
  setAttribute(item, 'data-status', STATUS[problem.status].word);
  setText(find('badge'), problem.status);
  setText(find('reason'), groupedReason(problem.reason));
  find('consequences').hidden = problem.consequences.length === 0;
  setText(find('consequences'), `Consequences: ${problem.consequences.map(groupedReason).join('; ')}.`);
  setText(find('todo'), `${problem.hint.charAt(0).toUpperCase()}${problem.hint.slice(1)}.`);
  setText(find('runbook'), `docs/RUNBOOK.md#${problem.runbook}`);
  setText(find('since'), `${problem.where}, since ${clock(since)}, reported by ${problem.node}`);
}
