// @ts-check
// The TV during the questions: the time large, and who asks whom.

import { el, heading } from '../../dom.js';
import { createTimer } from '../../parts/timer.js';
import { createTurn } from '../../parts/turn.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createQuestioning(page) {
  const timer = createTimer(page, 'Time left for questions');
  const turn = createTurn();
  return {
    element: el('section', { class: 'view tv-center tv-questioning' },
      heading('Who doesn’t know where we are?', 'title tv-kicker'), timer.element, turn.element,
      el('p', { class: 'tv-lead' }, 'Suspicious? Call a vote on your phone.')),
    title: 'Questions',
    update(state) {
      timer.update(state);
      turn.update(state);
    },
    close: timer.close,
  };
}
