// @ts-check
// The TV after a round: who the spy was, where it was, the leaderboard.

import { el, heading, setText, show } from '../../dom.js';
import { createStandings } from '../../parts/standings.js';
import { createTimer } from '../../parts/timer.js';
import { doubleAgent } from '../../reveal.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createScoring(page) {
  const title = heading('Scores', 'title tv-title');
  const spy = el('p', { class: 'tv-truth-value' });
  const place = el('p', { class: 'tv-truth-value' });
  const banner = el('p', { class: 'double-agent' });
  const standings = createStandings({ changes: true });
  const timer = createTimer(page, 'Time until the next round');
  const spyBox = el('div', { class: 'box' }, el('p', { class: 'muted' }, 'The spy was'), spy);
  const placeBox = el('div', { class: 'box' }, el('p', { class: 'muted' }, 'The location was'), place);
  return {
    element: el('section', { class: 'view tv-scoring' },
      el('div', { class: 'tv-truth' }, title, banner, spyBox, placeBox, timer.element), standings.element),
    title: 'Scores',
    update(state) {
      const agent = doubleAgent(state.round_scores);
      setText(title, `Round ${state.round_number ?? state.current_round} of ${state.total_rounds ?? state.round_count}`);
      setText(banner, agent ? `Double Agent! ${agent} framed an innocent` : '');
      show(banner, agent !== null);
      setText(spy, state.actual_spy ?? '');
      setText(place, state.location?.name ?? '');
      show(spyBox, Boolean(state.actual_spy));
      show(placeBox, Boolean(state.location));
      standings.update(state);
      timer.update(state);
    },
    close: timer.close,
  };
}
