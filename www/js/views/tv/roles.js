// @ts-check
// The TV while the cards are looked at.

import { el, heading } from '../../dom.js';
import { t } from '../../i18n.js';
import { createTimer } from '../../parts/timer.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createRoles(page) {
  const timer = createTimer(page, t('timer.roles'));
  return {
    element: el('section', { class: 'view tv-center' },
      el('span', { class: 'card-mark card-mark-big', 'aria-hidden': 'true' }),
      heading(t('tv.look'), 'title tv-title'),
      el('p', { class: 'tv-lead' }, t('tv.hold')), timer.element),
    title: t('phase.ROLES'),
    update: timer.update,
    close: timer.close,
  };
}
