// @ts-check
// The TV while the cards are looked at.

import { el, heading, setText, show } from '../../dom.js';
import { t } from '../../i18n.js';
import { createIcon } from '../../icons.js';
import { createTimer } from '../../parts/timer.js';
import { calledOff, lookedText } from '../../words.js';

/** @import { IconName } from '../../icons.js' */
/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {string} icon */
const faceDown = (icon) => el('span', { class: 'fan-card' }, createIcon(/** @type {IconName} */ (icon)).element);

/** @param {Page} page @returns {View<State>} */
export function createRoles(page) {
  const timer = createTimer(page, t('timer.roles'));
  const news = el('p', { class: 'tv-lead called-off', role: 'status' });
  const looked = el('p', { class: 'tv-lead' });
  return {
    element: el(
      'section',
      { class: 'view tv-center' },
      el('span', { class: 'fan', 'aria-hidden': 'true' }, ...['mask', 'spy', 'mask'].map(faceDown)),
      heading(t('tv.look'), 'title tv-title'),
      news,
      el('p', { class: 'tv-lead' }, t('tv.hold')),
      looked,
      timer.element,
    ),
    title: t('phase.ROLES'),
    update(state) {
      setText(news, calledOff(state));
      show(news, Boolean(news.textContent));
      setText(looked, lookedText(state));
      timer.update(state);
    },
    close: timer.close,
  };
}
