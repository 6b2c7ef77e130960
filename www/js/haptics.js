// @ts-check
// What the hand feels: a vote is called, one's own vote is locked in, the spy is caught. The same for everybody.

import { momentOf } from './moment.js';
import { followReveal } from './reveal.js';

/** @import { State } from './protocol.js' */

/** Milliseconds: on, off, on, … */
export const PATTERNS = { called: [80, 60, 80, 60, 200], locked: [60], caught: [300, 100, 300, 100, 600] };

/** Vibrates where that is possible: iPhones can't, and a page that nobody has touched may not. @param {number[]} pattern */
export function vibrate(pattern) {
  if ('vibrate' in navigator && navigator.userActivation?.hasBeenActive !== false) navigator.vibrate(pattern);
}

/** @param {State} state */
const ownVote = (state) => state.votes?.find((vote) => vote.voter === state.you.name && !vote.abstained);

/** Whether one's own vote has just got through; the last vote of all ends the phase. @param {State} before @param {State} now */
function justLocked(before, now) {
  if (before.phase !== 'VOTE' || before.has_voted) return false;
  return now.phase === 'VOTE' ? now.has_voted === true : now.phase === 'REVEAL' && ownVote(now) !== undefined;
}

/**
 * Feels what changes from state to state; a page that has just been opened feels nothing.
 * @param {() => number} serverNow
 * @param {(pattern: number[]) => void} [feel]
 */
export function createHaptics(serverNow, feel = vibrate) {
  /** @type {State | null} */
  let before = null;
  /** The reveal whose verdict is still to come. */
  let expecting = '';
  const reveal = followReveal(serverNow, (state, moment) => {
    const caught = moment.verdict && state.verdict === 'spy_caught' && expecting === momentOf(state);
    expecting = moment.verdict ? '' : momentOf(state);
    if (caught) feel(PATTERNS.caught);
  });
  return {
    /** @param {State} now */
    update(now) {
      if (before?.session_id === now.session_id) {
        if (before.phase === 'QUESTIONING' && now.phase === 'VOTE') feel(PATTERNS.called);
        if (justLocked(before, now)) feel(PATTERNS.locked);
      }
      if (now.phase === 'REVEAL') reveal.update(now);
      else reveal.close();
      before = now;
    },
  };
}
