// @ts-check
// Movement that a style sheet can't say: numbers that count, and rows that move to their new places.

import { setAttribute } from './dom.js';
import { movesFreely } from './reduced_motion.js';

/** Numbers that count together change together, and not in every frame: a slow machine has other things to move. */
const TICK = 75;

/**
 * Shows a number counting up or down to what the node says already. The text itself stays as it is, for
 * those who listen; what counts lies over it.
 * @param {HTMLElement} node
 * @param {number} from
 * @param {number} to
 * @param {object} how
 * @param {number} how.delay milliseconds
 * @param {number} how.duration milliseconds
 * @param {(value: number) => string} how.text
 */
export function countUp(node, from, to, { delay, duration, text }) {
  if (from === to || !movesFreely()) return;
  const start = performance.now() + delay;
  const step = () => {
    const ticks = Math.floor((performance.now() - start) / TICK);
    const passed = Math.min(1, Math.max(0, (ticks * TICK) / duration));
    if (passed === 1 || !node.isConnected) {
      node.removeAttribute('data-count');
      return;
    }
    setAttribute(node, 'data-count', text(Math.round(from + (to - from) * (1 - (1 - passed) ** 3))));
    requestAnimationFrame(step);
  };
  setAttribute(node, 'data-count', text(from));
  requestAnimationFrame(step);
}

/**
 * Lets the rows of a list come from where they were in the order before.
 * @param {HTMLElement[]} rows in their places
 * @param {number[]} before the index that each of them had
 * @param {{ delay: number, duration: number }} how milliseconds
 */
export function moveFrom(rows, before, { delay, duration }) {
  if (!movesFreely()) return;
  const tops = rows.map((row) => row.offsetTop);
  rows.forEach((row, index) => {
    const way = (tops[before[index] ?? index] ?? 0) - (tops[index] ?? 0);
    if (way === 0) return;
    row.animate([{ transform: `translateY(${way}px)` }, { transform: 'none' }], {
      delay,
      duration,
      easing: 'cubic-bezier(0.3, 1.2, 0.4, 1)',
      fill: 'backwards',
    });
  });
}
