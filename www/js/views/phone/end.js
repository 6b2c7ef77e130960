// @ts-check
// The end of a game: one's own place, the final standings, the awards, something to share.

import { el, heading, setText, show } from '../../dom.js';
import { createAwards } from '../../parts/awards.js';
import { createHostActions } from '../../parts/host_actions.js';
import { createShare } from '../../parts/share.js';
import { createStandings } from '../../parts/standings.js';
import { resultText, winnerLine } from '../../result.js';
import { ordinal } from '../../words.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {State} state */
function headline(state) {
  const own = (state.final_standings ?? state.standings ?? []).find((standing) => standing.is_self);
  const winners = state.winner?.is_tie ? state.winner.tied_players : state.winner?.name ? [state.winner.name] : [];
  if (own?.rank === 1) return winners.length > 1 ? 'You won together!' : 'You won!';
  return own ? `You came ${ordinal(own.rank)}` : 'Game over';
}

/** @param {Page} page @returns {View<State>} */
export function createEnd(page) {
  /** @type {State} */
  let state;
  const title = heading('Game over');
  const winner = el('p', { class: 'lead' });
  const standings = createStandings({ changes: false });
  const awards = createAwards();
  const waiting = el('p', { class: 'muted', role: 'status' });
  const host = createHostActions(page);
  return {
    element: el('section', { class: 'view view-end' }, title, winner, standings.element, awards.element, waiting,
      el('div', { class: 'action-bar' }, host.element, createShare(page, () => resultText(state)))),
    title: 'Final scores',
    update(next) {
      state = next;
      setText(title, headline(state));
      setText(winner, winnerLine(state));
      standings.update(state);
      awards.update(state);
      show(host.element, state.you.is_host);
      host.update(state);
      setText(waiting, state.phase === 'PAUSED' ? 'Waiting for the TV to come back…' : state.you.is_host ? '' : 'The host can start another game.');
    },
  };
}
