// @ts-check
// Before the game: who is here, what will be played; with host rights also settings and Start.

import { el, fill, heading, setText, show } from '../../dom.js';
import { t, tn } from '../../i18n.js';
import { settingsInWords } from '../../words.js';
import { packName } from '../../packs.js';
import { createActionBar } from '../../parts/action_bar.js';
import { createAvatar } from '../../parts/avatar.js';
import { createBots } from '../../parts/bots.js';
import { createPlayerList } from '../../parts/player_list.js';
import { createHowToPlayButton } from '../../parts/how_to_play.js';
import { createSettings } from '../../parts/settings.js';
import { openPlayerDialog } from '../../parts/player_dialog.js';
import { createStart, whyNotStart } from '../../parts/host_actions.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @param {boolean} host @returns {View<State>} */
export function createLobby(page, host) {
  const own = createAvatar();
  const waiting = el('p', { class: 'lead', role: 'status' });
  const count = el('h2', { class: 'subtitle' });
  const players = createPlayerList({
    className: 'players-grid',
    pick: host ? (name) => openPlayerDialog(page, name) : undefined,
  });
  const summary = el('ul', { class: 'summary', 'aria-label': t('settings.of_game') });
  const settings = createSettings(page);
  const start = createStart(page);
  const howToPlay = createHowToPlayButton();
  const bots = createBots(page);
  show(summary, !host);
  show(settings.element, host);
  show(start.element, host);
  show(bots.element, host);

  return {
    element: el(
      'section',
      { class: 'view view-lobby with-actions' },
      el('div', { class: 'hello' }, own.element, heading(t('lobby.in')), waiting),
      count,
      players.element,
      summary,
      bots.element,
      settings.element,
      createActionBar(howToPlay.element, start.element),
    ),
    title: t('phase.LOBBY'),
    update(state) {
      const missing = whyNotStart(state);
      const expected = host ? t('lobby.may_start') : t('lobby.waiting');
      setText(waiting, state.phase === 'PAUSED' ? t('paused.tv_away') : missing ? `${missing}.` : expected);
      own.update(state.you.name ?? '', state);
      setText(count, tn('players.count', state.player_count));
      players.update(state);
      const lines = settingsInWords(state.config, packName(state.config.location_pack));
      if (summary.children.length !== lines.length) fill(summary, ...lines.map(() => el('li')));
      lines.forEach((line, index) => setText(/** @type {Element} */ (summary.children[index]), line));
      settings.update(state);
      howToPlay.update();
      start.update(state);
      bots.update(state);
    },
  };
}
