// @ts-check
// The awards at the end of a game: a card for each, with its name, who has it, and what for.

import { el, keyedList, setText, show } from '../dom.js';
import { has, t } from '../i18n.js';
import { createIcon } from '../icons.js';
import { awardReason, fewNames } from '../result.js';

/** @import { IconName } from '../icons.js' */
/** @import { Award, State } from '../protocol.js' */

/** @type {Record<string, IconName>} */
const ICONS = { best_read: 'eye', boldest_bet: 'bet', master_spy: 'spy', most_suspected: 'mask' };

export function createAwards() {
  const list = el('ul', { class: 'awards', 'aria-label': t('awards.label') });
  const sync = keyedList(
    list,
    (/** @type {Award} */ award) => award.award,
    ({ award }) => {
      const players = el('p', { class: 'award-names' });
      const reason = el('p', { class: 'award-reason' });
      return {
        element: el(
          'li',
          { class: 'award', 'data-award': award },
          createIcon(ICONS[award] ?? 'caught').element,
          el('h2', { class: 'award-title' }, t(`award.${award}`)),
          players,
          reason,
        ),
        update(given) {
          setText(players, fewNames(given.players));
          setText(reason, awardReason(given));
        },
      };
    },
  );
  return {
    element: list,
    /** @param {State} state */
    update(state) {
      const awards = (state.awards ?? []).filter(({ award }) => has(`award.${award}`));
      show(list, awards.length > 0);
      sync(awards);
    },
  };
}
