// @ts-check
// The end of a game: one's own place, the final standings, something to share.

import { button, el, heading, setText, show } from '../../dom.js';
import { ordinal, t } from '../../i18n.js';
import { openDialog } from '../../parts/dialogs.js';
import { createHostActions } from '../../parts/host_actions.js';
import { createStandings } from '../../parts/standings.js';
import { resultText, winnerLine } from '../../words.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** On plain http neither sharing nor the clipboard exists: then the text is there to be copied by hand. @param {Page} page @param {string} text */
async function share(page, text) {
  try {
    if (navigator.share) return await navigator.share({ text });
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return page.toast(t('share.copied'), 'info');
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
  }
  const box = el('textarea', { class: 'input share-text', readonly: true, rows: 8, 'aria-label': t('share.result') });
  box.value = text;
  openDialog(t('share.share'), [el('p', { class: 'muted' }, t('share.select')), box], [{ text: t('dialog.close') }]);
  box.select();
}

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
  const title = heading(t('end.over'));
  const winner = el('p', { class: 'lead' });
  const standings = createStandings({ changes: false });
  const waiting = el('p', { class: 'muted', role: 'status' });
  const host = createHostActions(page);
  return {
    element: el('section', { class: 'view view-end' }, title, winner, standings.element, waiting,
      el('div', { class: 'action-bar' }, host.element, button(t('share.share'), 'button button-wide', () => share(page, resultText(state))))),
    title: t('phase.END'),
    update(next) {
      state = next;
      setText(title, headline(state));
      setText(winner, winnerLine(state));
      standings.update(state);
      show(host.element, state.you.is_host);
      host.update(state);
      setText(waiting, state.phase === 'PAUSED' ? t('paused.tv_away') : state.you.is_host ? '' : t('end.again'));
    },
  };
}
