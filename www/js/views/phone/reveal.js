// @ts-check
// The reveal in the hand: the beats of the TV, and one's own vote large.

import { el, heading, setAttribute, setText } from '../../dom.js';
import { t } from '../../i18n.js';
import { createVoteCards } from '../../parts/vote_cards.js';
import { followReveal } from '../../reveal.js';
import { verdictSentence } from '../../verdict.js';
import { betText, signed } from '../../words.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { Moment } from '../../reveal.js' */
/** @import { View } from '../../stage.js' */

/** Their keys. */
const HEADLINES = { votes_in: 'reveal.votes_in', flips: 'reveal.votes_in', bets: 'reveal.bets', verdict: '' };

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
  const title = heading(t('reveal.votes_in'), 'title verdict-title');
  const sentence = el('p', { class: 'lead', role: 'status' });
  const own = el('p', { class: 'own-vote' });
  const points = el('p', { class: 'own-points' });
  const cards = createVoteCards();
  const element = el('section', { class: 'view view-reveal' }, title, sentence, own, points, cards.element);

  const following = followReveal(() => page.clock.now(), (state, moment) => {
    const verdict = moment.verdict && state.verdict;
    setText(title, verdict ? t(`verdict.${verdict}`) : t(HEADLINES[moment.beat]));
    setText(sentence, verdict ? verdictSentence(state) : '');
    setAttribute(element, 'data-verdict', verdict || null);
    setText(own, ownVote(state, moment));
    const result = verdict && state.you.name ? state.round_scores?.[state.you.name] : undefined;
    setText(points, result ? signed(result.points) : '');
    setAttribute(points, 'data-sign', Math.sign(result?.points ?? 0));
    cards.update(state, moment);
  });
  return { element, title: t('phase.REVEAL'), update: following.update, close: following.close };
}
