/** The tables: streams, consumers, servers, nodes, failing messages. */

import { byId } from './dom.js';
import { dots, table } from './table.js';
import { brief, bytes, clock, count, rate, span } from './format.js';

const DAY = 86_400_000;

/** In the order of the pipeline; other streams come last. */
const ORDER = ['RIVER', 'LEAVES', 'HUMUS', 'KV_SOIL'];
const place = (name) => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);
const flowing = (rows, stream) => [...rows].sort((a, b) => place(stream(a)) - place(stream(b)));

export function showTables({ status, perSecond }) {
  const rows = status.streams.map((stream) => ({ ...stream, perSecond: perSecond[stream.name] }));
  streams(byId('streams'), flowing(rows, (stream) => stream.name));
  consumers(byId('consumers'), flowing(status.consumers, (consumer) => consumer.stream));
  servers(byId('servers'), status.members);
  nodes(byId('nodes'), status.nodes);
  failing(byId('failing'), status.failing ?? []);
}

const streams = table('No stream is there yet.', (stream) => stream.name, [
  { head: 'Stream', show: (stream) => stream.name, name: true },
  { head: 'Leader', show: (stream) => stream.leader || (stream.desired > 1 ? 'none' : '–'), bad: (stream) => !stream.leader && stream.desired > 1 },
  { head: 'Replicas', show: (stream) => `${stream.current} of ${stream.desired} current`, mark: (cell, stream) => dots(cell, stream), bad: (stream) => stream.current < stream.desired },
  { head: 'Lag', number: true, show: (stream) => count(Math.max(0, ...stream.peers.map((peer) => peer.lag))) },
  { head: 'Messages', number: true, show: (stream) => count(stream.messages) },
  { head: 'Per second', number: true, show: (stream) => rate(stream.perSecond) },
  { head: 'State', show: state, bad: (stream) => state(stream) !== 'ok' },
]);

function state(stream) {
  if (stream.diverged) return `diverged: ${stream.difference}`;
  return stream.problem ?? 'ok';
}

const consumers = table('This node has no consumer yet.', (consumer) => `${consumer.stream} ${consumer.name}`, [
  { head: 'Consumer', show: (consumer) => consumer.name, name: true },
  { head: 'Stream', show: (consumer) => consumer.stream },
  { head: 'Pending', number: true, show: (consumer) => count(consumer.pending) },
  { head: 'Ack pending', number: true, show: (consumer) => count(consumer.unacknowledged) },
  { head: 'Redelivered', number: true, show: (consumer) => count(consumer.redelivered) },
  { head: 'Oldest', number: true, show: (consumer) => consumer.oldestSeconds === undefined ? '–' : span(consumer.oldestSeconds) },
  { head: 'State', show: (consumer) => consumer.stalled ? 'stalled' : consumer.waits ? `waiting: ${consumer.waits}` : 'ok', bad: (consumer) => consumer.stalled || Boolean(consumer.waits) },
]);

const servers = table('No server has answered yet.', (member) => member.name, [
  { head: 'Server', show: (member) => member.name, name: true },
  { head: 'State', show: (member) => member.present ? (member.metaLeader ? 'meta leader' : 'connected') : 'missing', bad: (member) => !member.present },
  { head: 'Version', show: (member) => member.version ?? '–' },
  { head: 'Uptime', number: true, show: (member) => known(member.uptimeSeconds, span) },
  { head: 'Memory', number: true, show: (member) => known(member.memoryBytes, bytes) },
  { head: 'Stored', number: true, show: (member) => member.storedBytes === undefined ? '–' : `${bytes(member.storedBytes)} of ${bytes(member.storableBytes)}`, bad: (member) => member.storedBytes > 0.85 * member.storableBytes },
  { head: 'Routes', number: true, show: (member) => known(member.routes, count) },
  { head: 'Round trip', number: true, show: (member) => known(member.roundTripSeconds, brief) },
  { head: 'Certificate', number: true, show: (member) => member.certificateExpires ? left(member.certificateExpires) : '–', bad: (member) => Date.parse(member.certificateExpires) - Date.now() < 30 * DAY },
]);

const nodes = table('No node answers.', (node) => node.name, [
  { head: 'Node', show: (node) => node.name, name: true },
  { head: 'Health', show: (node) => node.status, bad: (node) => node.status !== 'UP' },
  { head: 'Ready', show: (node) => node.ready ? 'yes' : 'no', bad: (node) => !node.ready },
  { head: 'Version', show: (node) => node.version },
  { head: 'Server', show: (node) => node.server ?? '–' },
  { head: 'Last report', number: true, show: (node) => `${brief(node.ageSeconds)} ago` },
]);

const failing = table('No message fails.', (message) => `${message.handler} ${message.stream} ${message.seq}`, [
  { head: 'Handler', show: (message) => message.handler, name: true },
  { head: 'Subject', show: (message) => message.subject },
  { head: 'Attempt', number: true, show: (message) => `${message.attempt} of ${message.attempts}`, bad: () => true },
  { head: 'For', number: true, show: (message) => span(message.ageSeconds) },
  { head: 'Node', show: (message) => message.node },
  { head: 'Error', show: (message) => message.error },
]);

function known(value, format) {
  return value === undefined ? '–' : format(value);
}

function left(expires) {
  const days = Math.floor((Date.parse(expires) - Date.now()) / DAY);
  return days < 0 ? `expired ${clock(new Date(expires))}` : `${days} d left`;
}
