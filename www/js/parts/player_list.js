// @ts-check
// Who is here: one chip per player with mark, name, state of the connection and whatever the moment adds.

import { createAvatar } from './avatar.js';
import { el, keyedList, nameTag, setAttribute, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { score } from '../words.js';
import { phaseOf } from '../moment.js';
import { presenceNote, secondsAway } from '../presence.js';

/** @import { ServerClock } from '../clock.js' */
/** @import { Player, State } from '../protocol.js' */

/** @param {Player} player @param {State} state @param {number | null} away for how many seconds, where that is shown */
function noteOn(player, state, away) {
  if (player.status !== 'connected') return presenceNote(player, away);
  const phase = phaseOf(state);
  if (player.spectating && phase !== 'LOBBY' && phase !== 'END') return t('player.next_round');
  if (phase === 'VOTE' && player.has_voted) return t('player.locked_in');
  return player.is_host ? t('player.host') : '';
}

/**
 * @param {object} options
 * @param {string} options.className
 * @param {boolean} [options.scores] whether to show the totals
 * @param {(name: string) => void} [options.pick] makes every chip a button
 * @param {ServerClock} [options.clock] shows for how long somebody has been away, as of each update
 */
export function createPlayerList({ className, scores = false, pick, clock }) {
  const element = el('ul', { class: `players ${className}` });
  /** @type {State} */
  let state;

  const sync = keyedList(
    element,
    (/** @type {Player} */ player) => player.name,
    (player) => {
      const avatar = createAvatar();
      const name = nameTag('player-name');
      const note = el('span', { class: 'player-note' });
      const points = el('span', { class: 'player-score' });
      const parts = [avatar.element, el('span', { class: 'player-dot', 'aria-hidden': 'true' }), name, note, points];
      const chip = pick
        ? el(
            'button',
            { type: 'button', class: 'player', 'aria-haspopup': 'dialog', onclick: () => pick(player.name) },
            ...parts,
          )
        : el('span', { class: 'player' }, ...parts);
      return {
        element: el('li', {}, chip),
        update(next) {
          avatar.update(next.name, state);
          setText(name, next.name);
          const said = noteOn(next, state, clock ? secondsAway(next, state, clock.now()) : null);
          setText(note, said);
          setAttribute(chip, 'data-noted', said !== '');
          setText(points, score(next.score));
          show(points, scores);
          setAttribute(chip, 'data-status', next.status);
          setAttribute(chip, 'data-voted', phaseOf(state) === 'VOTE' && Boolean(next.has_voted));
          setAttribute(chip, 'data-bot', next.is_bot);
          setAttribute(chip, 'data-self', next.name === state.you.name && state.you.is_player);
          setAttribute(chip, 'data-spectating', Boolean(next.spectating));
        },
      };
    },
  );

  return {
    element,
    /** @param {State} next */
    update(next) {
      state = next;
      setAttribute(element, 'aria-label', t('players.label'));
      sync(next.players);
    },
  };
}
