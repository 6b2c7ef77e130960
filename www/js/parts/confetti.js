// @ts-check
// Confetti for whoever has won: a handful of paper that falls once and is swept up.

import { el } from '../dom.js';
import { movesFreely } from '../reduced_motion.js';

const PIECES = 32;
/** When it begins to fall, just as the winner is on the podium, and when the last piece is down; milliseconds. */
const FROM = 2_600;
const UNTIL = 6_800;
const COLOURS = 10;

/** A number from 0 to 1 that differs from piece to piece, and is the same every time. @param {number} index @param {number} salt */
const scatter = (index, salt) => (index * 0.618034 + salt * 0.414214) % 1;

/** @param {HTMLElement} view the confetti goes with it */
export function throwConfetti(view) {
  if (!movesFreely()) return;
  const pieces = Array.from({ length: PIECES }, (_, index) =>
    el('span', { class: 'confetti-piece', 'data-seat': index % COLOURS }),
  );
  const sheet = el('div', { class: 'confetti', 'aria-hidden': 'true' }, ...pieces);
  view.append(sheet);
  pieces.forEach((piece, index) => {
    const from = 100 * scatter(index, 1);
    const drift = 24 * (scatter(index, 2) - 0.5);
    const turns = 360 * (1 + 2 * scatter(index, 3));
    const delay = FROM + 1_200 * scatter(index, 4);
    piece.animate(
      [
        { transform: `translate(${from}vw, -5vh) rotate(0deg)`, opacity: 1 },
        { transform: `translate(${from + drift}vw, 80vh) rotate(${turns * 0.8}deg)`, opacity: 1, offset: 0.8 },
        { transform: `translate(${from + drift}vw, 105vh) rotate(${turns}deg)`, opacity: 0 },
      ],
      { delay, duration: UNTIL - delay, easing: 'cubic-bezier(0.3, 0.1, 0.6, 1)', fill: 'both' },
    );
  });
  setTimeout(() => sheet.remove(), UNTIL);
}
