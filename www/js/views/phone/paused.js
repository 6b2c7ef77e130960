// @ts-check
// The game stands still: why, and what we wait for. One's own card stays within reach.

import { el, heading, setText, show } from '../../dom.js';
import { t } from '../../i18n.js';
import { cardIn } from '../../packs.js';
import { createActionBar } from '../../parts/action_bar.js';
import { createCard } from '../../parts/card.js';
import { createMark } from '../../parts/mark.js';
import { createTimer } from '../../parts/timer.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createPaused(page) {
  const why = el('p', { class: 'lead', role: 'status' });
  const timer = createTimer(page, t('timer.paused'));
  const card = createCard({ size: 'peek' });
  return {
    element: el(
      'section',
      { class: 'view view-paused with-actions' },
      createMark('pause').element,
      heading(t('phase.PAUSED')),
      why,
      timer.element,
      createActionBar(card.element),
    ),
    title: t('phase.PAUSED'),
    update(state) {
      setText(why, state.pause_reason === 'host_away' ? t('paused.host_away') : t('paused.by_host'));
      timer.update(state);
      card.update(cardIn(state));
      show(card.element, Boolean(state.role_data));
    },
    close() {
      timer.close();
      card.close();
    },
  };
}
