// @ts-check
// Which moment of the game a state belongs to.

/** @import { Phase, Player, State } from './protocol.js' */

/** The phase the game is in or, in a pause, goes back to. @param {State} state @returns {Phase} */
export function phaseOf(state) {
  return state.phase === 'PAUSED' ? (state.paused_phase ?? 'PAUSED') : state.phase;
}

/**
 * Which view shows a state: that of its phase. A pause has its own, but there is none of a lobby or an end.
 * @param {State} state
 * @returns {Phase}
 */
export function viewOf(state) {
  const phase = phaseOf(state);
  return phase === 'LOBBY' || phase === 'END' ? phase : state.phase;
}

/** The same text for as long as a view goes on: each round has its own. @param {State} state */
export const viewKey = (state) => `${state.session_id}/${state.current_round}/${viewOf(state)}`;

/** The same text for as long as what a player chooses or commands means the same. @param {State} state */
export function momentOf(state) {
  return [state.session_id, state.current_round, phaseOf(state), state.vote_number ?? 0].join('/');
}

/** The viewer's own entry among the players. @param {State} state @returns {Player | null} */
export function ownPlayer(state) {
  return state.players.find((player) => player.name === state.you.name && state.you.is_player) ?? null;
}

/** Those who were dealt into the round. @param {State} state */
export function dealtIn(state) {
  return state.players.filter((player) => !player.spectating);
}
