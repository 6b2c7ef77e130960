// @ts-check
// The TV while the cards are looked at.

import { el, heading } from '../../dom.js';
import { createTimer } from '../../parts/timer.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createRoles(page) {
  const timer = createTimer(page, 'Time until the questions begin');
  return {
    element: el('section', { class: 'view tv-center' },
      el('span', { class: 'card-mark card-mark-big', 'aria-hidden': 'true' }),
      heading('Look at your phone', 'title tv-title'),
      el('p', { class: 'tv-lead' }, 'Hold your card to read it. One of you is the spy.'), timer.element),
    title: 'Roles',
    update: timer.update,
    close: timer.close,
  };
}
