// @ts-check
// The votes of the reveal: one card per voter that flips to show the target, then the bet.

import { createAvatar, seatOf } from './avatar.js';
import { el, keyedList, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';
import { betText } from '../words.js';

/** @import { State, Vote } from '../protocol.js' */
/** @import { Moment } from '../reveal.js' */

export function createVoteCards() {
  const element = el('ol', { class: 'vote-cards', 'aria-label': t('votes.label') });
  /** @type {State} */
  let state;
  /** @type {Moment} */
  let moment;

  const sync = keyedList(element, (/** @type {Vote} */ vote) => vote.voter, () => {
    const voter = createAvatar();
    const voterName = el('span', { class: 'vote-card-voter' });
    const front = el('span', { class: 'vote-card-front', 'aria-hidden': 'true' }, '?');
    const target = el('span', { class: 'vote-card-target' });
    const back = el('span', { class: 'vote-card-back' }, target);
    const bet = el('span', { class: 'vote-card-bet' });
    const card = el('li', { class: 'vote-card' },
      el('span', { class: 'vote-card-from' }, voter.element, voterName),
      el('span', { class: 'vote-card-flip' }, front, back), bet);
    return {
      element: card,
      update(vote, index) {
        const open = index < moment.flipped;
        voter.update(vote.voter, state);
        setText(voterName, vote.voter);
        setText(target, !open ? '' : vote.abstained || vote.target === null ? t('votes.none') : vote.target);
        setAttribute(back, 'data-seat', open && vote.target !== null ? seatOf(state, vote.target) : null);
        const shownBet = open && moment.bets && state.config.betting ? vote.confidence : null;
        setText(bet, shownBet === null ? '' : betText(shownBet));
        setAttribute(card, 'data-open', open);
        setAttribute(card, 'data-all-in', shownBet === 3);
        setAttribute(card, 'data-abstained', open && vote.abstained);
        setAttribute(card, 'data-self', vote.voter === state.you.name && state.you.is_player);
      },
    };
  });

  return {
    element,
    /** @param {State} next @param {Moment} at */
    update(next, at) {
      state = next;
      moment = at;
      sync(next.votes ?? []);
    },
  };
}
