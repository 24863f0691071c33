/** The map of the machines and the routes between them. */

import { byId, draw, updateList, make, setText, setAttribute } from './dom.js';
import { brief, list, many } from './format.js';

const GAP = 14;

let drawn = null;

export function watchMap() {
  new ResizeObserver(() => drawn && place(drawn)).observe(byId('map'));
}

export function showMesh(status, perSecond) {
  const health = new Map(status.nodes.map((node) => [node.server ?? node.name, node.status]));
  updateList(byId('machines'), status.members, (member) => member.name, create, (card, member) => show(card, member, health));
  setText(byId('mesh-text'), describe(status));
  const flowing = Object.values(perSecond).some((rate) => rate > 0);
  setAttribute(byId('routes'), 'data-flowing', flowing);
  drawn = status.members;
  place(drawn);
}

/** The map in words, for screen readers. */
function describe({ cluster, members }) {
  if (members.length < 2) return cluster.expected > 1 ? 'No other machine has answered yet.' : 'A single machine.';
  const leader = cluster.metaLeader ? `meta leader ${cluster.metaLeader}` : 'no meta leader';
  const missing = members.filter((member) => !member.present).map((member) => member.name);
  const away = missing.length ? `; ${list(missing)} ${missing.length > 1 ? 'are' : 'is'} missing` : '';
  return `${cluster.connected} of ${many(cluster.expected, 'machine', 'machines')} connected, ${leader}${away}.`;
}

function create() {
  const rings = draw('svg', { viewBox: '0 0 40 40', class: 'rings', 'aria-hidden': 'true' });
  for (const radius of [18, 12.5, 7, 2]) rings.append(draw('circle', { cx: 20, cy: 20, r: radius }));
  return make('li', { class: 'machine' }, rings, make('div', {},
    make('p', { class: 'name' }), make('p', { class: 'role' }), make('p', { class: 'ways' })));
}

function show(card, member, health) {
  const find = (name) => card.querySelector(`.${name}`);
  const status = member.present ? (health.get(member.name) ?? 'UNKNOWN') : 'MISSING';
  setAttribute(card, 'data-status', status.toLowerCase());
  setAttribute(card, 'data-leader', member.metaLeader);
  setText(find('name'), member.name);
  setText(find('role'), role(member, status));
  setText(find('ways'), member.present ? ways(member) : 'remains a cluster member');
}

function role(member, status) {
  if (!member.present) return 'missing';
  const roles = [];
  if (member.metaLeader) roles.push('meta leader');
  if (member.self) roles.push('this node');
  if (status === 'UNKNOWN') roles.push('no node answers');
  else if (status !== 'UP') roles.push(status.toLowerCase());
  return roles.join(', ') || 'up';
}

function ways(member) {
  const parts = [];
  if (member.routes !== undefined) parts.push(many(member.routes, 'route', 'routes'));
  if (member.roundTripSeconds !== undefined) parts.push(brief(member.roundTripSeconds));
  return parts.join(', ') || 'monitoring unreachable';
}

function place(members) {
  const map = byId('map');
  const cards = [...byId('machines').children];
  const width = map.clientWidth;
  if (!width || !cards.length) return;
  const size = { w: cards[0].offsetWidth, h: Math.max(...cards.map((card) => card.offsetHeight)) };
  const round = circle(cards.length, width, size);
  const spots = touching(round.spots, size) ? grid(cards.length, width, size) : round;
  map.style.setProperty('height', `${spots.height}px`);
  cards.forEach((card, i) => {
    card.style.setProperty('left', `${spots.spots[i].x - size.w / 2}px`);
    card.style.setProperty('top', `${spots.spots[i].y - card.offsetHeight / 2}px`);
  });
  routes(members, spots.spots, width, spots.height);
}

/** On a circle from the top, stretched to fill the map. */
function circle(n, width, size) {
  const height = n === 1 ? size.h + 60 : n === 2 ? size.h + 80 : n < 5 ? size.h * 2 + 110 : size.h * 3 + 110;
  const wide = Math.min(width - size.w, 620);
  const start = n === 2 ? Math.PI : n === 4 ? -0.75 * Math.PI : -0.5 * Math.PI;
  const points = Array.from({ length: n }, (_, i) => start + (i * 2 * Math.PI) / n)
    .map((angle) => ({ x: Math.cos(angle), y: Math.sin(angle) }));
  const fill = (axis, room, from) => {
    const values = points.map((point) => point[axis]);
    const least = Math.min(...values);
    const most = Math.max(...values);
    return (value) => from + (most - least < 1e-6 ? room / 2 : ((value - least) / (most - least)) * room);
  };
  const x = fill('x', wide, (width - wide) / 2);
  const y = fill('y', height - size.h, size.h / 2);
  return { height, spots: points.map((point) => ({ x: x(point.x), y: y(point.y) })) };
}

function grid(n, width, size) {
  const columns = Math.max(1, Math.floor((width + GAP) / (size.w + GAP)));
  const step = columns > 1 ? (width - size.w) / (columns - 1) : 0;
  const spots = Array.from({ length: n }, (_, i) => ({
    x: columns > 1 ? size.w / 2 + (i % columns) * step : width / 2,
    y: size.h / 2 + Math.floor(i / columns) * (size.h + GAP * 2),
  }));
  return { height: spots.at(-1).y + size.h / 2, spots };
}

function touching(spots, size) {
  return spots.some((one, i) => spots.slice(i + 1).some((other) =>
    Math.abs(one.x - other.x) < size.w + GAP && Math.abs(one.y - other.y) < size.h + GAP));
}

function routes(members, spots, width, height) {
  const svg = byId('routes');
  setAttribute(svg, 'viewBox', `0 0 ${width} ${height}`);
  const pairs = [];
  members.forEach((one, i) => members.slice(i + 1).forEach((other, j) => pairs.push({ one, other, a: spots[i], b: spots[i + 1 + j] })));
  updateList(svg, pairs, ({ one, other }) => `${one.name} ${other.name}`,
    () => draw('g', {}, draw('path', { class: 'way' }), draw('path', { class: 'sap' })),
    (group, pair) => {
      const there = pair.one.present && pair.other.present;
      setAttribute(group, 'class', there ? (hasAllRoutes(pair, members) ? 'route' : 'route uncertain') : 'route missing');
      for (const path of group.children) setAttribute(path, 'd', bent(pair.a, pair.b, width / 2, height / 2));
    });
}

/** A server reports how many routes it has, not which: when one is missing, all of its routes are drawn as uncertain. */
function hasAllRoutes({ one, other }, members) {
  const others = members.filter((member) => member.present).length - 1;
  return [one, other].every((member) => member.routes === undefined || member.routes >= others);
}

/** A line that is bent a little away from the centre. */
function bent(a, b, x, y) {
  const mid = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const out = { x: mid.x + (mid.x - x) * 0.14, y: mid.y + (mid.y - y) * 0.14 };
  return `M${a.x} ${a.y}Q${out.x} ${out.y} ${b.x} ${b.y}`;
}
