// @ts-check
// The awards at the end of a game: a card for each, with its name, who has it, and what for.

import { el, keyedList, setText, show } from '../dom.js';
import { AWARDS, awardReason, fewNames } from '../result.js';

/** @import { Award, State } from '../protocol.js' */

export function createAwards() {
  const list = el('ul', { class: 'awards', 'aria-label': 'Awards' });
  const sync = keyedList(list, (/** @type {Award} */ award) => award.award, ({ award }) => {
    const players = el('p', { class: 'award-names' });
    const reason = el('p', { class: 'award-reason' });
    return {
      element: el('li', { class: 'award', 'data-award': award }, el('h2', { class: 'award-title' }, AWARDS[award]), players, reason),
      update(given) {
        setText(players, fewNames(given.players));
        setText(reason, awardReason(given));
      },
    };
  });
  return {
    element: list,
    /** @param {State} state */
    update(state) {
      const awards = (state.awards ?? []).filter(({ award }) => award in AWARDS);
      show(list, awards.length > 0);
      sync(awards);
    },
  };
}
