// @ts-check
// The reveal in the hand: the beats of the TV, and one's own vote large.

import { el, setAttribute, setText, show } from '../../dom.js';
import { t } from '../../i18n.js';
import { placesIn } from '../../packs.js';
import { createGuessCards, isGuessDue } from '../../parts/guess_cards.js';
import { createPlaceList } from '../../parts/place_list.js';
import { createVerdict } from '../../parts/verdict.js';
import { createVoteCards } from '../../parts/vote_cards.js';
import { followReveal, openScores } from '../../reveal.js';
import { betText, signed } from '../../words.js';
import { guess as guessAs } from './guessing.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { Choices } from '../../choices.js' */
/** @import { Moment } from '../../reveal.js' */
/** @import { View } from '../../stage.js' */

/** One's own vote in words; empty for those who had none. @param {State} state @param {Moment} moment */
function ownVote(state, moment) {
  const own = state.you.is_player ? state.votes?.find((vote) => vote.voter === state.you.name) : undefined;
  if (!own) return '';
  if (own.target === null || own.confidence === null) return own.abstained ? t('reveal.no_vote') : '';
  const vote = t('reveal.own', { target: own.target });
  return moment.bets && state.config.betting ? `${vote} · ${betText(own.confidence)}` : vote;
}

/** @param {Page} page @param {Choices} choices @returns {View<State>} */
export function createReveal(page, choices) {
  const verdict = createVerdict();
  const own = el('p', { class: 'own-vote' });
  const points = el('p', { class: 'own-points' });
  const guess = createGuessCards();
  const cards = createVoteCards();
  /** @type {State} */
  let now;
  const places = createPlaceList({ choices, guess: (place) => guessAs(page, now, place) });
  const lastWord = el('div', { class: 'last-word' }, places.element, places.action);
  const drawPlaces = () => {
    const isOpen = Boolean(now?.last_word?.until);
    show(lastWord, isOpen);
    if (isOpen) places.update(placesIn(now, now.location_list ?? []), true, true);
  };
  const stopWatching = choices.watch(drawPlaces);
  const result = el('div', { class: 'own-result' }, own, points);
  const element = el(
    'section',
    { class: 'view view-reveal' },
    verdict.element,
    result,
    lastWord,
    guess.element,
    cards.element,
  );

  const following = followReveal(
    () => page.clock.now(),
    (state, moment) => {
      setAttribute(element, 'data-verdict', (moment.verdict && state.verdict) || null);
      for (const part of [verdict, guess, cards]) part.update(state, moment);
      show(cards.element, !isGuessDue(state, moment));
      now = state;
      drawPlaces();
      setText(own, ownVote(state, moment));
      const won = state.you.name ? openScores(state, moment)?.[state.you.name] : undefined;
      setText(points, won ? signed(won.points) : '');
      setAttribute(points, 'data-sign', Math.sign(won?.points ?? 0));
      setAttribute(
        element,
        'data-own',
        [own.textContent && 'vote', points.textContent && 'points'].filter(Boolean).join(' ') || null,
      );
    },
  );
  return {
    element,
    title: t('phase.REVEAL'),
    update: following.update,
    close() {
      stopWatching();
      following.close();
    },
  };
}
