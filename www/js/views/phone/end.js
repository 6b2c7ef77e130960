// @ts-check
// The end of a game: one's own place, the final standings, something to share.

import { button, el, heading, setText, show } from '../../dom.js';
import { openDialog } from '../../parts/dialogs.js';
import { createHostActions } from '../../parts/host_actions.js';
import { createStandings } from '../../parts/standings.js';
import { ordinal, resultText, winnerLine } from '../../words.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** On plain http neither sharing nor the clipboard exists: then the text is there to be copied by hand. @param {Page} page @param {string} text */
async function share(page, text) {
  try {
    if (navigator.share) return await navigator.share({ text });
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return page.toast('Copied. Paste it wherever you like.', 'info');
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
  }
  const box = el('textarea', { class: 'input share-text', readonly: true, rows: 8, 'aria-label': 'The result' });
  box.value = text;
  openDialog('Share the result', [el('p', { class: 'muted' }, 'Select the text and copy it.'), box], [{ text: 'Close' }]);
  box.select();
}

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
  const waiting = el('p', { class: 'muted', role: 'status' });
  const host = createHostActions(page);
  return {
    element: el('section', { class: 'view view-end' }, title, winner, standings.element, waiting,
      el('div', { class: 'action-bar' }, host.element, button('Share the result', 'button button-wide', () => share(page, resultText(state))))),
    title: 'Final scores',
    update(next) {
      state = next;
      setText(title, headline(state));
      setText(winner, winnerLine(state));
      standings.update(state);
      show(host.element, state.you.is_host);
      host.update(state);
      setText(waiting, state.phase === 'PAUSED' ? 'Waiting for the TV to come back…' : state.you.is_host ? '' : 'The host can start another game.');
    },
  };
}
