/** Formats numbers, sizes and times. */

export const STATUS = {
  UP: { forest: 'The forest is healthy', word: 'up' },
  DEGRADED: { forest: 'The forest is degraded', word: 'degraded' },
  DOWN: { forest: 'The forest is down', word: 'down' },
};

/** Groups parts with the same text: "A: lagging; B: lagging" becomes "A, B: lagging". */
export function groupedReason(reason) {
  const same = new Map();
  for (const part of reason.split('; ')) {
    const [, who, what] = part.match(/^(\w+): (.*)$/) ?? [null, '', part];
    same.set(what, [...(same.get(what) ?? []), who]);
  }
  return [...same].map(([what, who]) => who[0] ? `${who.join(', ')}: ${what}` : what).join('; ');
}

export function rate(perSecond) {
  if (perSecond === undefined) return '–';
  if (perSecond === 0) return '0';
  if (perSecond < 0.05) return '<0.1';
  if (perSecond < 10) return perSecond.toFixed(1);
  return count(Math.round(perSecond));
}

export function count(number) {
  return Number(number).toLocaleString('en-GB');
}

export function many(number, one, more) {
  return `${count(number)} ${number === 1 ? one : more}`;
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

export function bytes(number) {
  let size = number;
  let unit = 0;
  while (size >= 1000 && unit < SIZES.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size >= 10 || unit === 0 ? Math.round(size) : size.toFixed(1)}\u00a0${SIZES[unit]}`;
}

/** A short while: 0.4 ms, 12 ms, 1.5 s. */
export function brief(seconds) {
  const millis = seconds * 1000;
  if (millis < 10) return `${millis.toFixed(1)}\u00a0ms`;
  if (millis < 1000) return `${Math.round(millis)}\u00a0ms`;
  return seconds < 10 ? `${seconds.toFixed(1)}\u00a0s` : span(seconds);
}

/** A longer while: 45 s, 3 min, 5 h, 12 d. */
export function span(seconds) {
  if (seconds < 90) return `${Math.round(seconds)}\u00a0s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)}\u00a0min`;
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)}\u00a0h`;
  return `${Math.round(seconds / 86400)}\u00a0d`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** The time of day, with the day when it is another one. */
export function clock(when, now = new Date()) {
  const time = CLOCK.format(when);
  return when.toDateString() === now.toDateString() ? time : `${DAY.format(when)} ${time}`;
}

export const list = (names) => names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
