// @ts-check
// "4/7 locked in": how many have acted in the vote.

import { el, setAttribute, setText } from '../dom.js';
import { t, tn } from '../i18n.js';

/** @import { State } from '../protocol.js' */

export function createTracker() {
  const text = el('span', { class: 'tracker-text' });
  const fill = el('span', { class: 'tracker-fill' });
  const element = el(
    'div',
    { class: 'tracker', role: 'progressbar', 'aria-label': t('tracker.label'), 'aria-valuemin': 0 },
    text,
    el('span', { class: 'tracker-track' }, fill),
  );
  return {
    element,
    /** @param {State} state */
    update(state) {
      const done = state.votes_submitted ?? 0;
      const all = state.total_voters ?? 0;
      setText(text, tn('tracker.text', done, { all }));
      setAttribute(element, 'aria-valuenow', done);
      setAttribute(element, 'aria-valuemax', all);
      setAttribute(element, 'aria-valuetext', tn('tracker.spoken', done, { all }));
      fill.style.transform = `scaleX(${all > 0 ? done / all : 0})`;
    },
  };
}
