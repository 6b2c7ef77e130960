// @ts-check
// The TV at the end: podium and final standings.

import { ordinal, t } from '../../i18n.js';
import { createAvatar } from '../../parts/avatar.js';
import { el, heading, keyedList, setAttribute, setText } from '../../dom.js';
import { createStandings } from '../../parts/standings.js';
import { score, statsLine, winnerLine } from '../../words.js';

/** @import { Standing, State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @returns {View<State>} */
export function createEnd() {
  /** @type {State} */
  let state;
  const title = heading('', 'title tv-title');
  const stats = el('p', { class: 'tv-end-stats muted' });
  const podium = el('ol', { class: 'podium', 'aria-label': t('tv.podium') });
  const standings = createStandings({ changes: false });
  const sync = keyedList(podium, (/** @type {Standing} */ standing) => standing.name, () => {
    const avatar = createAvatar();
    const name = el('span', { class: 'podium-name' });
    const block = el('span', { class: 'podium-block' });
    const step = el('li', { class: 'podium-step' }, avatar.element, name, block);
    return {
      element: step,
      update(standing, index) {
        avatar.update(standing.name, state);
        setText(name, standing.name);
        setText(block, `${ordinal(standing.rank)} · ${score(standing.score)}`);
        setAttribute(step, 'data-place', index + 1);
        setAttribute(step, 'data-rank', standing.rank);
      },
    };
  });
  return {
    element: el('section', { class: 'view tv-end' }, title, stats, podium, standings.element),
    title: t('phase.END'),
    update(next) {
      state = next;
      setText(title, winnerLine(state) || t('end.over'));
      setText(stats, statsLine(state));
      sync((state.final_standings ?? state.standings ?? []).slice(0, 3));
      standings.update(state);
    },
  };
}
