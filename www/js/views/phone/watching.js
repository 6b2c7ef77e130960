// @ts-check
// A running round seen by somebody who was not dealt in.

import { el, heading, setText, show } from '../../dom.js';
import { createTimer } from '../../parts/timer.js';
import { createTracker } from '../../parts/tracker.js';
import { createTurn } from '../../parts/turn.js';
import { PHASES } from '../../words.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @param {State} first @returns {View<State>} */
export function createWatching(page, first) {
  const what = el('h2', { class: 'subtitle' });
  const timer = createTimer(page, 'Time left');
  const turn = createTurn();
  const tracker = createTracker();
  return {
    element: el('section', { class: 'view view-watching' }, heading('You’re in from the next round'),
      el('p', { class: 'lead' }, 'This round is under way. Watch the TV and listen in.'),
      el('div', { class: 'box' }, what, timer.element, turn.element, tracker.element)),
    title: PHASES[first.phase],
    update(state) {
      setText(what, PHASES[state.phase]);
      timer.update(state);
      turn.update(state);
      tracker.update(state);
      show(tracker.element, state.phase === 'VOTE');
    },
    close: timer.close,
  };
}
