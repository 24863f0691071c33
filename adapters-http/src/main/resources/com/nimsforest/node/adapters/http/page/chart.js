/** A rate over the last five minutes; the cursors of all charts are synchronised. */

import uPlot from './uplot.js';
import { setText } from './dom.js';
import { clock, rate } from './format.js';

const SPAN = 300;
const LEAST_SPAN = 60;
const HEIGHT = 52;

export function chart({ canvas, value, said, when, name }) {
  const times = [];
  const rates = [];
  const plot = new uPlot(options(canvas, () => showValue()), [times, rates], canvas);
  new ResizeObserver(() => plot.setSize({ width: canvas.clientWidth, height: HEIGHT })).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot.redraw());

  function showValue() {
    const index = plot.cursor.idx;
    const past = typeof index === 'number' && index < times.length - 1;
    setText(value, rate(past ? rates[index] : rates.at(-1)));
    setText(when, past ? clock(new Date(times[index] * 1000)) : '');
  }

  function show() {
    const now = times.at(-1) ?? 0;
    plot.batch(() => {
      plot.setData([times, rates], false);
      plot.setScale('x', { min: Math.max(now - SPAN, Math.min(now - LEAST_SPAN, times[0] ?? now)), max: now });
      plot.setScale('y', { min: 0, max: Math.max(1, ...rates) * 1.1 });
    });
    showValue();
    setText(said, `${name}: ${rate(rates.at(-1))} a second now, at most ${rate(Math.max(0, ...rates))} in the last five minutes.`);
  }

  return {
    /** Shows the history that the node has. */
    start(at, perSecond) {
      times.splice(0, times.length, ...at);
      rates.splice(0, rates.length, ...(perSecond ?? at.map(() => 0)));
      show();
    },
    add(at, perSecond) {
      if (at > (times.at(-1) ?? 0)) {
        times.push(at);
        rates.push(perSecond ?? 0);
      }
      while (times[0] < at - SPAN) {
        times.shift();
        rates.shift();
      }
      show();
    },
  };
}

function options(canvas, moved) {
  const colour = (name) => () => getComputedStyle(canvas).getPropertyValue(name).trim();
  return {
    width: canvas.clientWidth || 200,
    height: HEIGHT,
    padding: [2, 0, 1, 0],
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: { x: { time: true }, y: { auto: false } },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 }, sync: { key: 'flow' } },
    hooks: { setCursor: [moved] },
    series: [{}, { stroke: colour('--line'), fill: colour('--wash'), width: 1.75, points: { show: false } }],
  };
}
