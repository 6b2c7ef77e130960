// @ts-check
// The TV while the game stands still.

import { el, heading, setText } from '../../dom.js';
import { createTimer } from '../../parts/timer.js';
import { PHASES } from '../../words.js';
import { phaseOf } from '../../moment.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createPaused(page) {
  const timer = createTimer(page, 'Time left when the game goes on');
  const why = el('p', { class: 'tv-lead', role: 'status' });
  return {
    element: el('section', { class: 'view tv-center' },
      el('span', { class: 'pause-mark', 'aria-hidden': 'true' }), heading('Paused', 'title tv-title'), why, timer.element),
    title: 'Paused',
    update(state) {
      setText(why, `${PHASES[phaseOf(state)]} · ${state.pause_reason === 'host_away' ? 'no host was connected' : 'paused by the host'}`);
      timer.update(state);
    },
    close: timer.close,
  };
}
