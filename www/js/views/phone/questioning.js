// @ts-check
// The questions: time, who asks whom, one's own card within reach, and Call vote.

import { el, heading, setAttribute, show } from '../../dom.js';
import { createArmedButton } from '../../parts/armed_button.js';
import { createCard } from '../../parts/card.js';
import { createPlaceList } from '../../parts/place_list.js';
import { createTabs } from '../../parts/tabs.js';
import { createTimer } from '../../parts/timer.js';
import { createTurn } from '../../parts/turn.js';
import { guess } from './guessing.js';

/** @import { Page } from '../../page.js' */
/** @import { Choices } from '../../choices.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @param {Choices} choices @returns {View<State>} */
export function createQuestioning(page, choices) {
  /** @type {State} */
  let state;
  const timer = createTimer(page, 'Time left for questions');
  const turn = createTurn();
  const card = createCard({ size: 'peek' });
  const places = createPlaceList({ choices, guess: (place) => guess(page, state, place) });
  const main = el('div', { class: 'panel' }, turn.element);
  const tabs = createTabs('What to look at', [
    { key: 'main', text: 'Questions', panel: main },
    { key: 'places', text: 'Locations', panel: places.element },
  ], (tab) => choices.choose({ tab }));
  const call = createArmedButton({
    text: 'Call vote', ask: 'Tap again to call the vote', className: 'button button-primary button-wide',
    act: () => page.command({ type: 'call_vote' }),
  });
  const spent = el('p', { class: 'muted' }, 'You have called your vote for this round.');

  function draw() {
    tabs.update(choices.now.tab);
    places.update(state.role_data?.possible_locations ?? [], state.config.spy_guess === 'anytime');
    const may = state.can_call_vote !== false;
    setAttribute(call.element, 'disabled', !may);
    show(spent, !may);
  }

  const stopWatching = choices.watch(() => state && draw());
  return {
    element: el('section', { class: 'view view-questioning' }, heading('Ask away', 'title title-slim'), timer.element,
      tabs.list, main, places.element,
      el('div', { class: 'action-bar' }, spent, call.element, card.element)),
    title: 'Questions',
    update(next) {
      state = next;
      timer.update(state);
      turn.update(state);
      card.update(state.role_data);
      draw();
    },
    close() {
      stopWatching();
      timer.close();
      card.close();
    },
  };
}
