// @ts-check
// How a player's connection is, in words, with the time that counts on between two states.

import { minutesAndSeconds } from './clock.js';
import { t } from './i18n.js';

/** @import { Player, State } from './protocol.js' */

/**
 * How long a player has been away.
 * @param {Player} player
 * @param {Pick<State, 'server_time'>} state the state that told of the player
 * @param {number} serverNow
 * @returns {number | null} seconds; null for somebody who is here
 */
export function secondsAway(player, state, serverNow) {
  if (player.status === 'connected' || typeof player.disconnect_duration !== 'number') return null;
  return Math.max(0, player.disconnect_duration + (serverNow - state.server_time) / 1000);
}

/** "1:15", rounded down: "for 0:00" begins the moment somebody is gone. @param {number | null} seconds */
const clocked = (seconds) => (seconds === null ? '' : minutesAndSeconds(Math.floor(seconds)));

/** For a chip: as short as can be. @param {Player} player @param {number | null} away seconds */
export function presenceNote(player, away) {
  if (player.status === 'connected') return '';
  const word = player.status === 'reconnecting' ? t('presence.reconnecting') : t('presence.offline');
  return away === null ? `${word}…` : `${word} ${clocked(away)}`;
}

/** In a sentence. @param {Player} player @param {number | null} away seconds */
export function presenceSentence(player, away) {
  if (player.status === 'connected') return t('presence.connected');
  const key = player.status === 'reconnecting' ? 'presence.reconnecting' : 'presence.offline';
  return away === null ? t(`${key}_now`) : t(`${key}_for`, { time: clocked(away) });
}
