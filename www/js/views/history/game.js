// @ts-check
// One past game: who won, and what happened round by round.

import { button, el, fill, heading, nameTag } from '../../dom.js';
import { number, t, tn } from '../../i18n.js';
import { pastPackName } from '../../past_names.js';
import { pastResult } from '../../result.js';
import { score, settingsInWords } from '../../words.js';
import { createAvatar } from '../../parts/avatar.js';
import { createPastRound } from '../../parts/past_round.js';
import { createWhen } from '../../parts/when.js';

/** @import { WholeGame } from '../../archive.js' */
/** @import { View } from '../../stage.js' */

/** @param {WholeGame} game */
function createPlayers(game) {
  const rows = game.players.map((player) => {
    const avatar = createAvatar();
    avatar.update(player.name, game);
    const rank = 1 + game.players.filter((other) => other.score > player.score).length;
    return el(
      'li',
      { class: 'standing', 'data-first': player.is_winner },
      el('span', { class: 'standing-rank' }, number(rank)),
      avatar.element,
      nameTag('standing-name', player.name),
      el('span', { class: 'standing-score' }, score(player.score)),
    );
  });
  return el('ol', { class: 'standings', 'aria-label': t('phase.END') }, ...rows);
}

/** @param {() => void} remove @returns {View<WholeGame>} */
export function createGame(remove) {
  const element = el('section', { class: 'view past-game' });
  return {
    element,
    title: t('past.game'),
    update(game) {
      const settings = settingsInWords(game.settings, pastPackName(game.pack));
      const played = game.is_complete ? '' : ` · ${tn('past.broken_after', game.rounds.length)}`;
      fill(
        element,
        el(
          'header',
          { class: 'past-head' },
          el('p', { class: 'muted' }, createWhen(game.ended_at), played),
          heading(pastResult(game)),
          el(
            'ul',
            { class: 'summary', 'aria-label': t('settings.label') },
            ...settings.map((text) => el('li', {}, text)),
          ),
        ),
        createPlayers(game),
        el('div', { class: 'past-rounds' }, ...game.rounds.map((round) => createPastRound(round, game))),
        el(
          'div',
          { class: 'past-end' },
          el('a', { class: 'button', href: 'history' }, t('past.all')),
          button(t('past.delete'), 'button button-danger', remove),
        ),
      );
    },
  };
}
