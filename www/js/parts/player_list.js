// @ts-check
// Who is here: one chip per player with mark, name, state of the connection and whatever the moment adds.

import { createAvatar } from './avatar.js';
import { el, keyedList, setAttribute, setText, show } from '../dom.js';
import { score } from '../words.js';
import { phaseOf } from '../moment.js';

/** @import { Player, State } from '../protocol.js' */

/** @param {Player} player @param {State} state */
function noteOn(player, state) {
  if (player.status === 'reconnecting') return 'reconnecting…';
  if (player.status === 'disconnected') return 'offline';
  const phase = phaseOf(state);
  if (player.spectating && phase !== 'LOBBY' && phase !== 'END') return 'next round';
  if (phase === 'VOTE' && player.has_voted) return 'locked in';
  return player.is_host ? 'host' : '';
}

/**
 * @param {object} options
 * @param {string} options.className
 * @param {boolean} [options.scores] whether to show the totals
 * @param {(name: string) => void} [options.pick] makes every chip a button
 */
export function createPlayerList({ className, scores = false, pick }) {
  const element = el('ul', { class: `players ${className}`, 'aria-label': 'Players' });
  /** @type {State} */
  let state;

  const sync = keyedList(element, (/** @type {Player} */ player) => player.name, (player) => {
    const avatar = createAvatar();
    const name = el('span', { class: 'player-name' });
    const note = el('span', { class: 'player-note' });
    const points = el('span', { class: 'player-score' });
    const parts = [avatar.element, el('span', { class: 'player-dot', 'aria-hidden': 'true' }), name, note, points];
    const chip = pick
      ? el('button', { type: 'button', class: 'player', 'aria-haspopup': 'dialog', onclick: () => pick(player.name) }, ...parts)
      : el('span', { class: 'player' }, ...parts);
    return {
      element: el('li', {}, chip),
      update(next) {
        avatar.update(next.name, state);
        setText(name, next.name);
        setText(note, noteOn(next, state));
        setText(points, score(next.score));
        show(points, scores);
        setAttribute(chip, 'data-status', next.status);
        setAttribute(chip, 'data-voted', phaseOf(state) === 'VOTE' && Boolean(next.has_voted));
        setAttribute(chip, 'data-self', next.name === state.you.name && state.you.is_player);
        setAttribute(chip, 'data-spectating', Boolean(next.spectating));
      },
    };
  });

  return {
    element,
    /** @param {State} next */
    update(next) {
      state = next;
      sync(next.players);
    },
  };
}
