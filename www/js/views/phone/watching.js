// @ts-check
// A running round seen by somebody who was not dealt in.

import { el, heading, setText, show } from '../../dom.js';
import { t } from '../../i18n.js';
import { createTimer } from '../../parts/timer.js';
import { createTracker } from '../../parts/tracker.js';
import { createTurn } from '../../parts/turn.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @param {State} first @returns {View<State>} */
export function createWatching(page, first) {
  const what = el('h2', { class: 'subtitle' });
  const timer = createTimer(page, t('timer.left'));
  const turn = createTurn();
  const tracker = createTracker();
  return {
    element: el(
      'section',
      { class: 'view view-watching' },
      heading(t('watching.title')),
      el('p', { class: 'lead' }, t('watching.lead')),
      el('div', { class: 'box' }, what, timer.element, turn.element, tracker.element),
    ),
    title: t(`phase.${first.phase}`),
    update(state) {
      setText(what, t(`phase.${state.phase}`));
      timer.update(state);
      turn.update(state);
      tracker.update(state);
      show(tracker.element, state.phase === 'VOTE');
    },
    close: timer.close,
  };
}
