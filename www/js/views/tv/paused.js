// @ts-check
// The TV while the game stands still.

import { el, heading, setText } from '../../dom.js';
import { t } from '../../i18n.js';
import { createMark } from '../../parts/mark.js';
import { createTimer } from '../../parts/timer.js';
import { phaseOf } from '../../moment.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createPaused(page) {
  const timer = createTimer(page, t('timer.paused'));
  const why = el('p', { class: 'tv-lead', role: 'status' });
  return {
    element: el(
      'section',
      { class: 'view tv-center' },
      createMark('pause').element,
      heading(t('phase.PAUSED'), 'title tv-title'),
      why,
      timer.element,
    ),
    title: t('phase.PAUSED'),
    update(state) {
      setText(
        why,
        `${t(`phase.${phaseOf(state)}`)} · ${state.pause_reason === 'host_away' ? t('tv.no_host') : t('tv.paused_by_host')}`,
      );
      timer.update(state);
    },
    close: timer.close,
  };
}
