// @ts-check
// The votes of the reveal: one card per voter that flips to show the target, then the bet, then what it won.

import { createAvatar, markOf } from './avatar.js';
import { el, keyedList, nameTag, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';
import { createIcon } from '../icons.js';
import { isolate } from '../isolates.js';
import { openScores } from '../reveal.js';
import { betText, signed } from '../words.js';

/** @import { State, Vote } from '../protocol.js' */
/** @import { Moment } from '../reveal.js' */

export function createVoteCards() {
  const element = el('ol', { class: 'vote-cards', 'aria-label': t('votes.label') });
  /** @type {State} */
  let state;
  /** @type {Moment} */
  let moment;

  const sync = keyedList(
    element,
    (/** @type {Vote} */ vote) => vote.voter,
    () => {
      const voter = createAvatar();
      const suspect = createAvatar();
      const voterName = nameTag('vote-card-voter');
      const front = el('span', { class: 'flip-front', 'aria-hidden': 'true' }, createIcon('mask').element);
      const target = el('span', { class: 'vote-card-target' });
      const back = el('span', { class: 'flip-back' }, suspect.element, target);
      const bet = el('span', { class: 'vote-card-bet' });
      const points = el('span', { class: 'vote-card-points' });
      const card = el(
        'li',
        { class: 'vote-card' },
        el('span', { class: 'vote-card-from' }, voter.element, voterName),
        el('span', { class: 'flip' }, front, back),
        el('span', { class: 'vote-card-stake' }, bet, points),
      );
      return {
        element: card,
        update(vote, index) {
          const open = index < moment.flipped;
          const named = open && vote.target !== null ? vote.target : null;
          voter.update(vote.voter, state);
          setText(voterName, vote.voter);
          const none = vote.abstained ? 'votes.none' : 'votes.guessed';
          setText(target, !open ? '' : named === null ? t(none) : isolate(named));
          suspect.element.hidden = named === null;
          if (named !== null) suspect.update(named, state);
          setAttribute(back, 'data-seat', named === null ? null : markOf(state, named)?.colour);
          const shownBet = open && moment.bets && state.config.betting ? vote.confidence : null;
          const won = openScores(state, moment)?.[vote.voter];
          setText(bet, shownBet === null ? '' : betText(shownBet));
          setText(points, won ? signed(won.points) : '');
          setAttribute(points, 'data-sign', won ? Math.sign(won.points) : null);
          setAttribute(card, 'data-open', open);
          setAttribute(card, 'data-all-in', shownBet === 3);
          setAttribute(card, 'data-abstained', open && vote.abstained);
          setAttribute(card, 'data-self', vote.voter === state.you.name && state.you.is_player);
        },
      };
    },
  );

  return {
    element,
    /** @param {State} next @param {Moment} at */
    update(next, at) {
      state = next;
      moment = at;
      // The breath that is held before the bets lie open.
      setAttribute(element, 'data-held', at.beat === 'bets' && !at.bets);
      sync(next.votes ?? []);
    },
  };
}
