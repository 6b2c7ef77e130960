// @ts-check
// The cards are dealt: one's own card, face down, and the time until the questions begin.

import { el, heading } from '../../dom.js';
import { createCard } from '../../parts/card.js';
import { createTimer } from '../../parts/timer.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createRoles(page) {
  const timer = createTimer(page, 'Time until the questions begin');
  const card = createCard({ size: 'large' });
  return {
    element: el('section', { class: 'view view-roles' }, heading('Your secret card'),
      el('p', { class: 'lead' }, 'Shield your screen, then hold the card.'), card.element, timer.element),
    title: 'Your secret card',
    update(state) {
      card.update(state.role_data);
      timer.update(state);
    },
    close() {
      timer.close();
      card.close();
    },
  };
}
