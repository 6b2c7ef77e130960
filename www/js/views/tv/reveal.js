// @ts-check
// The reveal on the TV: votes flip one by one, then the bets, then the verdict.

import { el, heading, setAttribute, setText } from '../../dom.js';
import { t } from '../../i18n.js';
import { createVoteCards } from '../../parts/vote_cards.js';
import { doubleAgent, followReveal } from '../../reveal.js';
import { verdictSentence } from '../../verdict.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** Their keys. */
const HEADLINES = { votes_in: 'reveal.votes_in', flips: 'reveal.votes_in', bets: 'reveal.bets', verdict: '' };

/** @param {Page} page @returns {View<State>} */
export function createReveal(page) {
  const title = heading(t('reveal.votes_in'), 'title tv-title verdict-title');
  const sentence = el('p', { class: 'tv-lead verdict-sentence', role: 'status' });
  const cards = createVoteCards();
  const element = el('section', { class: 'view tv-reveal' }, title, sentence, cards.element);

  const following = followReveal(() => page.clock.now(), (state, moment) => {
    const verdict = moment.verdict && state.verdict;
    const agent = verdict ? doubleAgent(state.round_scores) : null;
    setText(title, verdict ? t(`verdict.${verdict}`) : t(HEADLINES[moment.beat]));
    setText(sentence, agent ? `${t('outcome.double_agent')} ${verdictSentence(state)}` : verdict ? verdictSentence(state) : '');
    setAttribute(element, 'data-verdict', verdict || null);
    cards.update(state, moment);
  });
  return { element, title: t('phase.REVEAL'), update: following.update, close: following.close };
}
