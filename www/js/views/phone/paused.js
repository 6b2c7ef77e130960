// @ts-check
// The game stands still: why, and what we wait for. One's own card stays within reach.

import { el, heading, setText, show } from '../../dom.js';
import { createCard } from '../../parts/card.js';
import { createTimer } from '../../parts/timer.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createPaused(page) {
  const why = el('p', { class: 'lead', role: 'status' });
  const timer = createTimer(page, 'Time left when the game goes on');
  const card = createCard({ size: 'peek' });
  return {
    element: el('section', { class: 'view view-paused' },
      el('span', { class: 'pause-mark', 'aria-hidden': 'true' }), heading('Paused'), why, timer.element,
      el('div', { class: 'action-bar' }, card.element)),
    title: 'Paused',
    update(state) {
      setText(why, state.pause_reason === 'host_away'
        ? 'The TV is not connected. The game goes on by itself when it is back.'
        : 'The host has paused the game. It goes on in a moment.');
      timer.update(state);
      card.update(state.role_data);
      show(card.element, Boolean(state.role_data));
    },
    close() {
      timer.close();
      card.close();
    },
  };
}
