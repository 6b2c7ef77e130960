// @ts-check
// When a command still makes sense: one that was lost on the way must not strike in another round.

import { momentOf } from './moment.js';

/** @import { ClientMessage, Phase, State } from './protocol.js' */

/**
 * One phase of one moment of the game, or (null) always.
 * @typedef {{ moment: string, phase: Phase } | null} Validity
 */

/**
 * For a command that only makes sense in the phase and round in which it was given. Lost on the way and
 * sent again minutes later, "call a vote" would strike in the wrong round.
 * @param {State} asked the state the person saw
 * @returns {Validity}
 */
export const thisMomentOnly = (asked) => ({
  moment: momentOf(asked),
  phase: asked.phase,
});

/** For a command that is right at any time, such as leaving. @type {Validity} */
export const atAnyTime = null;

/**
 * What to do with a command that has not been sent on this connection yet: `send` it, `wait` (the game
 * stands still), or give it up because it is too `late` or already `done`.
 * @param {ClientMessage} message
 * @param {Validity} validity
 * @param {State} state the newest
 * @returns {'send' | 'wait' | 'late' | 'done'}
 */
export function verdictOn(message, validity, state) {
  if (!validity) return 'send';
  if (momentOf(state) !== validity.moment) return 'late';
  if (message.type === 'vote' && state.has_voted) return 'done';
  if (state.phase === validity.phase) return 'send';
  return state.phase === 'PAUSED' ? 'wait' : 'late';
}
