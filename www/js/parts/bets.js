// @ts-check
// The three bets, with what each wins and loses.

import { el, setText } from '../dom.js';
import { createChoiceGroup } from './choice_group.js';
import { t } from '../i18n.js';
import { betText, signed } from '../words.js';

/** @import { Choices } from '../choices.js' */
/** @import { Bet, State } from '../protocol.js' */

/** The points of a house that has not set its own. */
const USUAL = { right: [2, 4, 6], wrong: [-1, -2, -3] };

/** @typedef {{ bet: Bet, wins: number, loses: number }} Offer */

/** @param {Choices} choices */
export function createBets(choices) {
  const group = createChoiceGroup({
    label: t('bets.label'),
    className: 'bets',
    keyOf: (/** @type {Offer} */ offer) => String(offer.bet),
    face: (offer) => {
      const wins = el('span', { class: 'bet-wins' });
      const loses = el('span', { class: 'bet-loses' });
      const name = el('span', { class: 'bet-name' }, betText(offer.bet));
      return {
        content: [name, el('span', { class: 'bet-stakes' }, wins, ' / ', loses)],
        update(next) {
          setText(wins, signed(next.wins));
          setText(loses, signed(next.loses));
        },
      };
    },
    choose: (key) => choices.choose({ bet: /** @type {Bet} */ (Number(key)) }),
  });
  return {
    element: el('div', { class: 'bets-box' }, el('p', { class: 'muted bets-hint' }, t('bets.hint')), group.element),
    /** @param {State} state */
    update(state) {
      const { vote_right: right = USUAL.right, vote_wrong: wrong = USUAL.wrong } = state.config.scoring ?? {};
      const offers = /** @type {Bet[]} */ ([1, 2, 3]).map((bet) => ({
        bet,
        wins: right[bet - 1] ?? 0,
        loses: wrong[bet - 1] ?? 0,
      }));
      group.update(offers, String(choices.now.bet));
    },
  };
}
