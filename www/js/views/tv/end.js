// @ts-check
// The TV at the end: podium, awards and final standings.

import { ordinal, t } from '../../i18n.js';
import { createAvatar } from '../../parts/avatar.js';
import { el, keyedList, nameTag, setAttribute, setCount, setText, show } from '../../dom.js';
import { createIcon } from '../../icons.js';
import { createAwards } from '../../parts/awards.js';
import { throwConfetti } from '../../parts/confetti.js';
import { createHeadline } from '../../parts/headline.js';
import { createPastGamesLink } from '../../parts/past_games_link.js';
import { createShare } from '../../parts/share.js';
import { createStandings } from '../../parts/standings.js';
import { resultText, statsLine, winnerLine } from '../../result.js';
import { score } from '../../words.js';

/** @import { Page } from '../../page.js' */
/** @import { Standing, State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createEnd(page) {
  /** @type {State} */
  let state;
  const title = createHeadline();
  const stats = el('p', { class: 'muted' });
  const past = createPastGamesLink();
  const summary = el(
    'div',
    { class: 'tv-end-summary' },
    stats,
    createShare(page, () => resultText(state)),
    past,
  );
  const podium = el('ol', { class: 'podium', 'aria-label': t('tv.podium') });
  const awards = createAwards();
  const standings = createStandings({ changes: false });
  const sync = keyedList(
    podium,
    (/** @type {Standing} */ standing) => standing.name,
    () => {
      const avatar = createAvatar();
      const name = nameTag('podium-name');
      const place = el('span', { class: 'podium-place' });
      const points = el('span', { class: 'podium-points' });
      const block = el('span', { class: 'podium-block' }, place, ' ', points);
      const crown = el('span', { class: 'podium-crown', 'aria-hidden': 'true' }, createIcon('crown').element);
      const step = el('li', { class: 'podium-step' }, crown, avatar.element, name, block);
      return {
        element: step,
        update(standing, index) {
          avatar.update(standing.name, state);
          setText(name, standing.name);
          setText(place, ordinal(standing.rank));
          setText(points, score(standing.score));
          setAttribute(step, 'data-place', index + 1);
          setAttribute(step, 'data-rank', standing.rank);
        },
      };
    },
  );
  const element = el(
    'section',
    { class: 'view tv-end' },
    title.element,
    summary,
    podium,
    standings.element,
    awards.element,
  );
  return {
    element,
    title: t('phase.END'),
    entered: () => throwConfetti(element),
    update(next) {
      state = next;
      title.update(winnerLine(state) || t('end.over'));
      setText(stats, statsLine(state));
      show(past, state.you.is_host);
      sync((state.final_standings ?? state.standings ?? []).slice(0, 3));
      awards.update(state);
      standings.update(state);
      setCount(element, standings.element.children.length);
    },
  };
}
