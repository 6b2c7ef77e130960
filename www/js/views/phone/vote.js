// @ts-check
// The vote: a suspect, a bet, Lock it in; the list of locations in the second tab.

import { el, heading, nameTag, setAttribute, setText, show, button } from '../../dom.js';
import { t } from '../../i18n.js';
import { isolate } from '../../isolates.js';
import { cardIn, placeName, placesIn } from '../../packs.js';
import { createActionBar } from '../../parts/action_bar.js';
import { createAvatar } from '../../parts/avatar.js';
import { createBets } from '../../parts/bets.js';
import { createCard } from '../../parts/card.js';
import { createChoiceGroup } from '../../parts/choice_group.js';
import { createPlaceList } from '../../parts/place_list.js';
import { createTabs } from '../../parts/tabs.js';
import { createTimer } from '../../parts/timer.js';
import { createTracker } from '../../parts/tracker.js';
import { dealtIn } from '../../moment.js';
import { guess } from './guessing.js';

/** @import { Page } from '../../page.js' */
/** @import { Choices } from '../../choices.js' */
/** @import { Player, State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Choices} choices @param {() => State} current */
function createSuspects(choices, current) {
  return createChoiceGroup({
    label: t('vote.who'),
    className: 'suspects',
    keyOf: (/** @type {Player} */ player) => player.name,
    face: (player) => {
      const avatar = createAvatar();
      const name = nameTag('choice-name', player.name);
      return { content: [avatar.element, name], update: (next) => avatar.update(next.name, current()) };
    },
    choose: (key) => choices.choose({ target: key }),
  });
}

/** @param {Page} page @param {State} state @param {Choices} choices */
function lockIn(page, state, choices) {
  const { target, bet } = choices.now;
  if (target === null) return;
  choices.choose({ locked: true });
  page.command({ type: 'vote', target, confidence: state.config.betting ? bet : 1 });
}

/** @param {State} state @param {string} id */
const placeOf = (state, id) => (state.location_list ?? []).find((place) => place.id === id) ?? { id, name: '' };

/** What is shown once the vote is locked in. */
function createLocked() {
  const stamp = el('p', { class: 'stamp' });
  const what = el('p', { class: 'lead' });
  const next = el('p', { class: 'muted' }, t('vote.waiting'));
  return {
    element: el('div', { class: 'locked', role: 'status' }, stamp, what, next),
    /** @param {State} state @param {Choices} choices */
    update(state, choices) {
      const target = state.your_vote?.target ?? choices.now.target;
      const bet = state.your_vote?.confidence ?? choices.now.bet;
      setText(stamp, state.has_voted ? t('vote.locked') : t('vote.locking'));
      if (state.your_guess) setText(what, isolate(placeName(state, placeOf(state, state.your_guess))));
      else if (!target) setText(what, t('vote.in'));
      else if (!state.config.betting) setText(what, isolate(target));
      else setText(what, bet === 3 ? t('vote.chosen_all_in', { target }) : t('vote.chosen', { target, bet }));
    },
  };
}

/** @param {Page} page @param {Choices} choices @returns {View<State>} */
export function createVote(page, choices) {
  /** @type {State} */
  let state;
  const caller = el('p', { class: 'lead' });
  const timer = createTimer(page, t('timer.vote'));
  const tracker = createTracker();
  const suspects = createSuspects(choices, () => state);
  const bets = createBets(choices);
  const card = createCard({ size: 'peek' });
  const locked = createLocked();
  const places = createPlaceList({ choices, guess: (place) => guess(page, state, place) });
  const main = el('div', { class: 'panel' }, suspects.element, locked.element);
  const tabs = createTabs(
    t('vote.tabs'),
    [
      { key: 'main', text: t('phase.VOTE'), panel: main },
      { key: 'places', text: t('vote.guess_tab'), panel: places.element },
    ],
    (tab) => choices.choose({ tab }),
  );
  const lock = button(t('vote.lock'), 'button button-primary button-wide', () => lockIn(page, state, choices));
  const row = el('div', { class: 'action-row' }, lock, places.action, card.element);

  function draw() {
    const { tab, target } = choices.now;
    const done = Boolean(state.has_voted) || choices.now.locked;
    tabs.update(tab);
    suspects.update(
      dealtIn(state).filter((player) => player.name !== state.you.name),
      target,
    );
    bets.update(state);
    locked.update(state, choices);
    places.update(
      placesIn(state, state.location_list ?? state.role_data?.possible_locations ?? []),
      true,
      tab === 'places',
    );
    show(suspects.element, !done);
    show(bets.element, !done && tab === 'main' && state.config.betting);
    show(locked.element, done);
    show(lock, !done && tab === 'main');
    // Beside another action the card is a button with its mark only.
    setAttribute(row, 'data-shared', !lock.hidden || !places.action.hidden);
    setAttribute(lock, 'aria-disabled', target === null ? 'true' : null);
    setText(lock, target === null ? t('vote.pick') : t('vote.lock'));
  }

  const stopWatching = choices.watch(() => state && draw());
  return {
    element: el(
      'section',
      { class: 'view view-vote with-actions' },
      heading(t('vote.who'), 'title title-slim'),
      caller,
      el('div', { class: 'vote-status' }, timer.element, tracker.element),
      tabs.list,
      main,
      places.element,
      createActionBar(bets.element, row),
    ),
    title: t('phase.VOTE'),
    update(next) {
      state = next;
      setText(caller, state.vote_caller ? t('vote.called', { name: state.vote_caller }) : t('vote.time_up'));
      timer.update(state);
      tracker.update(state);
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
