// @ts-check
// The table of scores, best first; after a round its rows move from the old order to the new one.

import { createAvatar } from './avatar.js';
import { el, keyedList, nameTag, setAttribute, setText } from '../dom.js';
import { number, t } from '../i18n.js';
import { countUp, moveFrom } from '../motion.js';
import { outcomeText, score, signed } from '../words.js';

/** @import { Standing, State } from '../protocol.js' */

/** The old order is read first, then the points come, then the rows move; milliseconds. */
const POINTS = { delay: 500, duration: 900, text: score };
const ROWS = { delay: 1_500, duration: 800 };

/** The index that each had before the round's points, best first. @param {Standing[]} standings */
export function placesBefore(standings) {
  const old = standings
    .map((standing, index) => ({ index, points: standing.score - standing.round_change }))
    .sort((one, other) => other.points - one.points || one.index - other.index);
  return standings.map((_, index) => old.findIndex((entry) => entry.index === index));
}

/** @param {{ changes: boolean }} options whether to show what the round brought, and for what */
export function createStandings({ changes }) {
  const element = el('ol', { class: 'standings', 'aria-label': t('standings.label') });
  /** @type {State} */
  let state;
  /** @type {Standing[]} */
  let shown = [];

  const sync = keyedList(
    element,
    (/** @type {Standing} */ standing) => standing.name,
    () => {
      const avatar = createAvatar();
      const rank = el('span', { class: 'standing-rank' });
      const name = nameTag('standing-name');
      const why = el('span', { class: 'standing-why' });
      const change = el('span', { class: 'standing-change' });
      const total = el('span', { class: 'standing-score' });
      const row = el(
        'li',
        { class: 'standing' },
        rank,
        avatar.element,
        el('span', { class: 'standing-who' }, name, why),
        change,
        total,
      );
      return {
        element: row,
        update(standing) {
          setText(rank, number(standing.rank));
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
    },
  );

  return {
    element,
    /** @param {State} next */
    update(next) {
      state = next;
      shown = (next.phase === 'END' && next.final_standings) || next.standings || [];
      sync(shown);
    },
    /** Shows how the round has changed it; to be called when it is on the page. */
    move() {
      const rows = /** @type {HTMLElement[]} */ ([...element.children]);
      moveFrom(rows, placesBefore(shown), ROWS);
      shown.forEach((standing, index) => {
        const total = rows[index]?.querySelector('.standing-score');
        if (total instanceof HTMLElement)
          countUp(total, standing.score - standing.round_change, standing.score, POINTS);
      });
    },
  };
}
