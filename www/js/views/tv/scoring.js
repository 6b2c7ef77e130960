// @ts-check
// The TV after a round: who the spy was, where it was, the leaderboard.

import { el, heading, setText, show } from '../../dom.js';
import { t } from '../../i18n.js';
import { createIcon } from '../../icons.js';
import { isolate } from '../../isolates.js';
import { placeName } from '../../packs.js';
import { createStandings } from '../../parts/standings.js';
import { createTimer } from '../../parts/timer.js';
import { doubleAgent } from '../../reveal.js';
import { roundOf } from '../../words.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createScoring(page) {
  const title = heading('', 'title tv-title');
  const spy = el('p', { class: 'tv-truth-value' });
  const place = el('p', { class: 'tv-truth-value' });
  const banner = el('p', { class: 'double-agent' });
  const standings = createStandings({ changes: true });
  const timer = createTimer(page, t('timer.next_round'));
  const spyBox = el(
    'div',
    { class: 'box tv-truth-box', 'data-what': 'spy' },
    createIcon('spy').element,
    el('p', { class: 'muted' }, t('scoring.spy')),
    spy,
  );
  const placeBox = el(
    'div',
    { class: 'box tv-truth-box' },
    createIcon('place').element,
    el('p', { class: 'muted' }, t('scoring.location')),
    place,
  );
  return {
    element: el(
      'section',
      { class: 'view tv-scoring' },
      el('div', { class: 'tv-truth' }, title, banner, spyBox, placeBox, timer.element),
      standings.element,
    ),
    title: t('phase.SCORING'),
    entered: standings.move,
    update(state) {
      const agent = doubleAgent(state.round_scores);
      setText(title, roundOf(state));
      setText(banner, agent ? t('scoring.double_agent', { name: agent }) : '');
      show(banner, agent !== null);
      setText(spy, isolate(state.actual_spy ?? ''));
      setText(place, state.location ? isolate(placeName(state, state.location)) : '');
      show(spyBox, Boolean(state.actual_spy));
      show(placeBox, Boolean(state.location));
      standings.update(state);
      timer.update(state);
    },
    close: timer.close,
  };
}
