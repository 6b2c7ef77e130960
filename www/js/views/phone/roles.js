// @ts-check
// The cards are dealt: one's own card, face down, and the time until the questions begin.

import { el, heading, setText, show } from '../../dom.js';
import { t } from '../../i18n.js';
import { cardIn } from '../../packs.js';
import { createCard } from '../../parts/card.js';
import { createTimer } from '../../parts/timer.js';
import { calledOff, lookedText } from '../../words.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createRoles(page) {
  const timer = createTimer(page, t('timer.roles'));
  const card = createCard({ size: 'large', seen: () => page.command({ type: 'looked' }) });
  const news = el('p', { class: 'lead called-off', role: 'status' });
  const looked = el('p', { class: 'muted' });
  return {
    element: el(
      'section',
      { class: 'view view-roles' },
      heading(t('card.label')),
      news,
      el('p', { class: 'lead' }, t('roles.lead')),
      card.element,
      looked,
      timer.element,
    ),
    title: t('card.label'),
    update(state) {
      setText(news, calledOff(state));
      show(news, Boolean(news.textContent));
      setText(looked, lookedText(state));
      card.update(cardIn(state));
      timer.update(state);
    },
    close() {
      timer.close();
      card.close();
    },
  };
}
