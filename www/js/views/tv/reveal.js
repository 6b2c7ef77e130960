// @ts-check
// The reveal on the TV: votes flip one by one, then the bets, then the verdict.

import { el, setAttribute, show } from '../../dom.js';
import { t } from '../../i18n.js';
import { createGuessCards, isGuessDue } from '../../parts/guess_cards.js';
import { createVerdict } from '../../parts/verdict.js';
import { createVoteCards } from '../../parts/vote_cards.js';
import { followReveal } from '../../reveal.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createReveal(page) {
  const verdict = createVerdict();
  const guess = createGuessCards();
  const cards = createVoteCards();
  const element = el('section', { class: 'view tv-reveal' }, verdict.element, guess.element, cards.element);

  const following = followReveal(
    () => page.clock.now(),
    (state, moment) => {
      setAttribute(element, 'data-verdict', (moment.verdict && state.verdict) || null);
      for (const part of [verdict, guess, cards]) part.update(state, moment);
      setAttribute(element, 'data-guess', !guess.element.hidden);
      const hasVotes = Boolean(state.votes?.length) && !isGuessDue(state, moment);
      show(cards.element, hasVotes);
      setAttribute(element, 'data-votes', hasVotes);
    },
  );
  return { element, title: t('phase.REVEAL'), update: following.update, close: following.close };
}
