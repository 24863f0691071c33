/** What is wrong, the worst first, each with what to do. */

import { by, keep, make, say, set } from './dom.js';
import { STATUS, clock, gathered } from './words.js';

const began = new Map();

export function showProblems(problems) {
  by('problems').hidden = problems.length === 0;
  const key = (problem) => `${problem.where} ${problem.reason}`;
  for (const known of [...began.keys()]) if (!problems.some((problem) => key(problem) === known)) began.delete(known);
  keep(by('problem-list'), problems, key, create, (item, problem) => show(item, problem, key(problem)));
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
  // What is told of by absence alone has no beginning of its own: the first time it was seen stands for it.
  const since = new Date(Math.min(began.get(key) ?? Infinity, Date.parse(problem.since)));
  began.set(key, since.getTime());
  set(item, 'data-status', STATUS[problem.status].word);
  say(find('badge'), problem.status);
  say(find('reason'), gathered(problem.reason));
  find('consequences').hidden = problem.consequences.length === 0;
  say(find('consequences'), `With it: ${problem.consequences.map(gathered).join('; ')}.`);
  say(find('todo'), `${problem.hint.charAt(0).toUpperCase()}${problem.hint.slice(1)}.`);
  say(find('runbook'), `docs/RUNBOOK.md#${problem.runbook}`);
  say(find('since'), `${problem.where}, since ${clock(since)}, told by ${problem.node}`);
}
