// @ts-check
// One line for first-timers about the phase at hand; a tap sends it away for good.

import { el, setAttribute, setText, show } from '../dom.js';
import { createFirstTime } from '../first_time.js';
import { t } from '../i18n.js';

/** @import { State } from '../protocol.js' */

/** @param {Pick<Storage, 'getItem' | 'setItem'>} storage remembers what has been understood */
export function createCoach(storage) {
  const firstTime = createFirstTime(storage);
  /** @type {State | null} */
  let state = null;
  const text = el('span', { class: 'coach-text' });
  const done = el('span', { class: 'coach-done' });
  const element = el('button', { type: 'button', class: 'coach', onclick: dismiss }, text, done);

  function dismiss() {
    if (state) firstTime.understood(state.phase);
    draw();
  }

  function draw() {
    if (state?.phase === 'END') firstTime.played();
    const phase = state && firstTime.needs(state.phase) ? state.phase : null;
    setText(text, phase ? t(`coach.${phase}`) : '');
    setText(done, t('coach.done'));
    show(element, phase !== null);
    if (element.parentElement) setAttribute(element.parentElement, 'data-coaching', phase !== null);
  }

  return {
    element,
    /** @param {State | null} next null where there is no game */
    update(next) {
      state = next;
      draw();
    },
  };
}
