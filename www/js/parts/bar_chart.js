// @ts-check
// Bar charts drawn in SVG: a row for each value, with its name, its bar and its number.

import { el } from '../dom.js';

const SVG = 'http://www.w3.org/2000/svg';
/** The drawing's own units; it is stretched to whatever room there is. */
const WIDTH = 1000;
const HEIGHT = 20;

/**
 * What a row shows. `from` and `to` are where the bar begins and ends, between 0 and 1; `text` is the number
 * beside it, `spoken` the whole row in words.
 * @typedef {{ label: string, from?: number, to: number, text: string, spoken: string, tone?: string }} Bar
 */

/** @param {string} tag @param {Record<string, string | number>} attributes @param {...Node} children */
function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** @param {Bar} bar */
function row({ label, from = 0, to, text, spoken, tone = '' }) {
  const [left, right] = [Math.min(from, to) * WIDTH, Math.max(from, to) * WIDTH];
  const drawing = svg(
    'svg',
    {
      class: 'chart-bar',
      role: 'img',
      'aria-label': spoken,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      'data-tone': tone,
    },
    svg('rect', { class: 'chart-track', width: WIDTH, height: HEIGHT }),
    svg('rect', { class: 'chart-fill', x: left, width: right - left, height: HEIGHT }),
  );
  // The drawing says it all to those who listen.
  return el(
    'li',
    { class: 'chart-row' },
    el('span', { class: 'chart-name', 'aria-hidden': 'true' }, label),
    drawing,
    el('span', { class: 'chart-value', 'aria-hidden': 'true' }, text),
  );
}

/** @param {string} label what the chart is about @param {Bar[]} bars */
export function createBarChart(label, bars) {
  return el('ul', { class: 'chart', 'aria-label': label }, ...bars.map(row));
}
