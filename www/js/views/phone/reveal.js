// @ts-check
// The reveal in the hand: the beats of the TV, and one's own vote large.

import { el, setAttribute, setText } from '../../dom.js';
import { t } from '../../i18n.js';
import { createGuessCards } from '../../parts/guess_cards.js';
import { createVerdict } from '../../parts/verdict.js';
import { createVoteCards } from '../../parts/vote_cards.js';
import { followReveal, openScores } from '../../reveal.js';
import { betText, signed } from '../../words.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { Moment } from '../../reveal.js' */
/** @import { View } from '../../stage.js' */

/** One's own vote in words; empty for those who had none. @param {State} state @param {Moment} moment */
function ownVote(state, moment) {
  const own = state.you.is_player ? state.votes?.find((vote) => vote.voter === state.you.name) : undefined;
  if (!own) return '';
  if (own.target === null || own.confidence === null) return t('reveal.no_vote');
  const vote = t('reveal.own', { target: own.target });
  return moment.bets && state.config.betting ? `${vote} · ${betText(own.confidence)}` : vote;
}

/** @param {Page} page @returns {View<State>} */
export function createReveal(page) {
  const verdict = createVerdict();
  const own = el('p', { class: 'own-vote' });
  const points = el('p', { class: 'own-points' });
  const guess = createGuessCards();
  const cards = createVoteCards();
  const result = el('div', { class: 'own-result' }, own, points);
  const element = el('section', { class: 'view view-reveal' }, verdict.element, result, guess.element, cards.element);

  const following = followReveal(
    () => page.clock.now(),
    (state, moment) => {
      setAttribute(element, 'data-verdict', (moment.verdict && state.verdict) || null);
      for (const part of [verdict, guess, cards]) part.update(state, moment);
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
  return { element, title: t('phase.REVEAL'), update: following.update, close: following.close };
}
