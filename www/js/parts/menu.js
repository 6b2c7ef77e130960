// @ts-check
// The phone's menu: Leave for everybody, the host's buttons and players for those with host rights.

import { button, show } from '../dom.js';
import { openDialog } from './dialogs.js';
import { createHostActions, openPlayerDialog } from './host_actions.js';
import { createPlayerList } from './player_list.js';

/** @import { Page } from '../page.js' */
/** @import { State } from '../protocol.js' */

/** @param {Page} page @param {() => void} leave */
export function createMenu(page, leave) {
  /** @type {HTMLDialogElement | null} */
  let open = null;
  /** @type {State | null} */
  let state = null;
  const close = () => open?.close();
  const actions = createHostActions(page, close);
  const players = createPlayerList({
    className: 'players-rows',
    scores: true,
    pick: (name) => {
      const player = state?.players.find((one) => one.name === name);
      close();
      if (player) openPlayerDialog(page, player);
    },
  });
  const element = button('Menu', 'button button-small', () => {
    const host = Boolean(state?.you.is_host);
    open = openDialog('Menu', host ? [actions.element, players.element] : [], [
      { text: 'Back to the game' },
      { text: 'Leave the game', className: 'button button-danger', act: leave },
    ]);
  });
  show(element, false);
  return {
    element,
    /** @param {State | null} next */
    update(next) {
      state = next;
      show(element, next !== null);
      if (!next) return;
      actions.update(next);
      players.update(next);
    },
  };
}
