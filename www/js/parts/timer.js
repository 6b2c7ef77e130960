// @ts-check
// A countdown that runs by the server's clock and speaks up at 60, 30 and 10 seconds only.

import { minutesAndSeconds, secondsLeft } from '../clock.js';
import { el, setAttribute, setText, show } from '../dom.js';
import { tn } from '../i18n.js';

/** @import { Page } from '../page.js' */
/** @import { State } from '../protocol.js' */

const SPOKEN = [60, 30, 10];
const TICK = 200;
/** A countdown this short is all hurry; there the colour of hurry would say nothing. */
const SHORT = 20;

/**
 * @param {Page} page
 * @param {string} label what the time is for
 */
export function createTimer(page, label) {
  const digits = el('span', { class: 'timer-digits' });
  const bar = el('span', { class: 'timer-bar' });
  const element = el(
    'div',
    { class: 'timer', role: 'timer', 'aria-label': label },
    digits,
    el('span', { class: 'timer-track', 'aria-hidden': 'true' }, bar),
  );
  /** @type {State | null} */
  let state = null;
  /** @type {number | null} */
  let before = null;

  function draw() {
    const left = state && secondsLeft(state, page.clock.now());
    show(element, left !== null);
    if (left === null || !state?.timer) return;
    setText(digits, minutesAndSeconds(left));
    setAttribute(element, 'data-urgent', left <= 10 && state.timer.total > SHORT);
    bar.style.transform = `scaleX(${state.timer.total > 0 ? left / state.timer.total : 0})`;
    const due = SPOKEN.find((mark) => before !== null && before > mark && left <= mark);
    if (due) page.announce(tn('timer.seconds_left', due));
    before = left;
  }

  const ticking = setInterval(draw, TICK);
  return {
    element,
    /** @param {State} next */
    update(next) {
      state = next;
      draw();
    },
    close: () => clearInterval(ticking),
  };
}
