// @ts-check
// The TV during the questions: the time large, and who asks whom.

import { el, heading } from '../../dom.js';
import { t } from '../../i18n.js';
import { createTimer } from '../../parts/timer.js';
import { createTurn } from '../../parts/turn.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createQuestioning(page) {
  const timer = createTimer(page, t('timer.questions'));
  const turn = createTurn();
  return {
    element: el(
      'section',
      { class: 'view tv-center tv-questioning' },
      heading(t('tv.who'), 'title tv-kicker'),
      timer.element,
      turn.element,
      el('p', { class: 'tv-lead' }, t('tv.suspicious')),
    ),
    title: t('phase.QUESTIONING'),
    update(state) {
      timer.update(state);
      turn.update(state);
    },
    close: timer.close,
  };
}
