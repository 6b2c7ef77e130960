// @ts-check
// The table of scores, best first.

import { createAvatar } from './avatar.js';
import { el, keyedList, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';
import { outcomeText, score, signed } from '../words.js';

/** @import { Standing, State } from '../protocol.js' */

/** @param {{ changes: boolean }} options whether to show what the round brought, and for what */
export function createStandings({ changes }) {
  const element = el('ol', { class: 'standings', 'aria-label': t('standings.label') });
  /** @type {State} */
  let state;

  const sync = keyedList(element, (/** @type {Standing} */ standing) => standing.name, () => {
    const avatar = createAvatar();
    const rank = el('span', { class: 'standing-rank' });
    const name = el('span', { class: 'standing-name' });
    const why = el('span', { class: 'standing-why' });
    const change = el('span', { class: 'standing-change' });
    const total = el('span', { class: 'standing-score' });
    const row = el('li', { class: 'standing' }, rank, avatar.element,
      el('span', { class: 'standing-who' }, name, why), change, total);
    return {
      element: row,
      update(standing) {
        setText(rank, standing.rank);
        avatar.update(standing.name, state);
        setText(name, standing.name);
        setText(why, changes ? outcomeText(state.round_scores?.[standing.name]) : '');
        setText(change, changes ? signed(standing.round_change) : '');
        setAttribute(change, 'data-sign', Math.sign(standing.round_change));
        setText(total, score(standing.score));
        setAttribute(row, 'data-self', standing.is_self);
        setAttribute(row, 'data-first', standing.rank === 1);
      },
    };
  });

  return {
    element,
    /** @param {State} next */
    update(next) {
      state = next;
      sync((next.phase === 'END' && next.final_standings) || next.standings || []);
    },
  };
}
