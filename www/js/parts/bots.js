// @ts-check
// Bots in the lobby: a whole short game with them at once, one more of them, and one less.

import { button, el, setAttribute, show } from '../dom.js';
import { t } from '../i18n.js';
import { isolate } from '../isolates.js';
import { openDialog } from './dialogs.js';

/** @import { Page } from '../page.js' */
/** @import { Player, State } from '../protocol.js' */

/** So many play in a demo, as long as no more are needed; where so many are here, there is nothing to fill up. */
const PLAYERS_OF_A_DEMO = 5;

/** Whether bots come and go now. @param {State | null} state */
const areMovable = (state) => state?.phase === 'LOBBY';

/** The buttons beside Start. @param {Page} page */
export function createBots(page) {
  const demo = button(t('bots.demo'), 'button bots-demo', () =>
    page.command({ type: 'admin', action: 'play_with_bots' }),
  );
  const add = button(t('bots.add'), 'button', () => page.command({ type: 'admin', action: 'add_bot' }));
  const element = el('div', { class: 'bots', role: 'group', 'aria-label': t('bots.group') }, demo, add);
  return {
    element,
    /** @param {State} state */
    update(state) {
      show(demo, areMovable(state) && state.player_count < Math.max(PLAYERS_OF_A_DEMO, state.min_players ?? 0));
      show(add, areMovable(state) && state.player_count < (state.max_players ?? Infinity));
      setAttribute(element, 'data-demo', !demo.hidden);
      setAttribute(element, 'data-bare', demo.hidden && add.hidden);
    },
  };
}

/** What a host sees of a bot, and how to send it away. @param {Page} page @param {Player} bot */
export function openBotDialog(page, bot) {
  const remove = button(t('bots.remove'), 'button button-danger', () => {
    dialog.close();
    page.command({ type: 'admin', action: 'remove_bot', player_name: bot.name });
  });
  show(remove, areMovable(page.state()));
  const dialog = openDialog(isolate(bot.name), [el('p', {}, t('bots.about'))], [{ text: t('dialog.close') }, remove]);
  const unfollow = page.follow(() => {
    const state = page.state();
    if (!state?.players.some((player) => player.name === bot.name)) dialog.close();
    show(remove, areMovable(state));
  });
  dialog.addEventListener('close', unfollow);
}
