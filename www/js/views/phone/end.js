// @ts-check
// The end of a game: one's own place, the final standings, the awards, something to share.

import { el, heading, setText, show } from '../../dom.js';
import { ordinal, t } from '../../i18n.js';
import { createActionBar } from '../../parts/action_bar.js';
import { createAvatar } from '../../parts/avatar.js';
import { createAwards } from '../../parts/awards.js';
import { createHostActions } from '../../parts/host_actions.js';
import { createShare } from '../../parts/share.js';
import { createStandings } from '../../parts/standings.js';
import { resultText, winnerLine } from '../../result.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {State} state */
function headline(state) {
  const own = (state.final_standings ?? state.standings ?? []).find((standing) => standing.is_self);
  const winners = state.winner?.is_tie ? state.winner.tied_players : state.winner?.name ? [state.winner.name] : [];
  if (own?.rank === 1) return winners.length > 1 ? t('end.won_together') : t('end.won');
  return own ? t('end.came', { place: ordinal(own.rank) }) : t('end.over');
}

/** @param {Page} page @returns {View<State>} */
export function createEnd(page) {
  /** @type {State} */
  let state;
  const own = createAvatar();
  const title = heading(t('end.over'));
  const winner = el('p', { class: 'lead' });
  const standings = createStandings({ changes: false });
  const awards = createAwards();
  const waiting = el('p', { class: 'muted', role: 'status' });
  const host = createHostActions(page);
  return {
    element: el(
      'section',
      { class: 'view view-end with-actions' },
      el('div', { class: 'hello' }, own.element, title, winner),
      standings.element,
      awards.element,
      waiting,
      createActionBar(
        host.element,
        createShare(page, () => resultText(state)),
      ),
    ),
    title: t('phase.END'),
    update(next) {
      state = next;
      own.update(state.you.name ?? '', state);
      setText(title, headline(state));
      setText(winner, winnerLine(state));
      standings.update(state);
      awards.update(state);
      show(host.element, state.you.is_host);
      host.update(state);
      setText(waiting, state.phase === 'PAUSED' ? t('paused.tv_away') : state.you.is_host ? '' : t('end.again'));
    },
  };
}
