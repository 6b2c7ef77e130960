// @ts-check
// The phone's menu: Leave for everybody, the host's buttons and players for those with host rights.

import { button, el, setText, show } from '../dom.js';
import { openDialog } from './dialogs.js';
import { createHostActions } from './host_actions.js';
import { createHowToPlayButton } from './how_to_play.js';
import { createLanguageButton } from './language_button.js';
import { openLanguages } from './languages.js';
import { openPlayerDialog } from './player_dialog.js';
import { createPlayerList } from './player_list.js';
import { t } from '../i18n.js';

/** @import { Page } from '../page.js' */
/** @import { State } from '../protocol.js' */

/** @param {Page} page @param {() => void} leave */
export function createMenu(page, leave) {
  /** @type {HTMLDialogElement | null} */
  let open = null;
  let host = false;
  const close = () => open?.close();
  const actions = createHostActions(page, close);
  const players = createPlayerList({
    className: 'players-rows',
    scores: true,
    pick: (name) => {
      close();
      openPlayerDialog(page, name);
    },
  });
  const languages = createLanguageButton(openLanguages);
  const howToPlay = createHowToPlayButton();
  const help = el('div', { class: 'menu-help' }, howToPlay.element, languages.element);
  // One dialog at a time.
  help.addEventListener('click', close);
  const element = button('', 'button button-small', () => {
    open = openDialog(t('menu.title'), host ? [actions.element, players.element, help] : [help], [
      { text: t('menu.back') },
      { text: t('menu.leave'), className: 'button button-danger', act: leave },
    ]);
  });
  show(element, false);
  return {
    element,
    /** @param {State | null} next */
    update(next) {
      setText(element, t('menu.title'));
      languages.update();
      howToPlay.update();
      host = Boolean(next?.you.is_host);
      show(element, next !== null);
      if (!next) return;
      actions.update(next);
      players.update(next);
    },
  };
}
