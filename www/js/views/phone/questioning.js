// @ts-check
// The questions: time, who asks whom, one's own card within reach, and Call vote.

import { el, heading, show } from '../../dom.js';
import { t } from '../../i18n.js';
import { cardIn, placesIn } from '../../packs.js';
import { createActionBar } from '../../parts/action_bar.js';
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
  const timer = createTimer(page, t('timer.questions'));
  const turn = createTurn();
  const card = createCard({ size: 'peek' });
  const places = createPlaceList({ choices, guess: (place) => guess(page, state, place) });
  const main = el('div', { class: 'panel' }, turn.element);
  const tabs = createTabs(
    t('questioning.tabs'),
    [
      { key: 'main', text: t('phase.QUESTIONING'), panel: main },
      { key: 'places', text: t('places.label'), panel: places.element },
    ],
    (tab) => choices.choose({ tab }),
  );
  const call = createArmedButton({
    text: t('call.call'),
    ask: t('call.again'),
    className: 'button button-primary button-wide',
    act: () => page.command({ type: 'call_vote' }),
  });
  const spent = el('p', { class: 'muted' }, t('call.spent'));

  function draw() {
    tabs.update(choices.now.tab);
    places.update(
      placesIn(state, state.role_data?.possible_locations ?? []),
      state.config.spy_guess === 'anytime',
      choices.now.tab === 'places',
    );
    const may = state.can_call_vote !== false;
    show(call.element, may);
    show(spent, !may);
  }

  const stopWatching = choices.watch(() => state && draw());
  return {
    element: el(
      'section',
      { class: 'view view-questioning with-actions' },
      heading(t('questioning.title'), 'title title-slim'),
      timer.element,
      tabs.list,
      main,
      places.element,
      createActionBar(places.action, el('div', { class: 'call' }, spent, call.element, card.element)),
    ),
    title: t('phase.QUESTIONING'),
    update(next) {
      state = next;
      timer.update(state);
      turn.update(state);
      card.update(cardIn(state));
      draw();
    },
    close() {
      stopWatching();
      timer.close();
      card.close();
    },
  };
}
