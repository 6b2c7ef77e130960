// @ts-check
// What happens when somebody taps Guess: for the spy a guess, for everybody else a private word.

/** @import { Page } from '../../page.js' */
/** @import { Place, State } from '../../protocol.js' */

/**
 * Acts on a tap on Guess and returns the line to show under the list.
 * @param {Page} page
 * @param {State} state
 * @param {Place} place
 */
export function guess(page, state, place) {
  const isSpy = state.role_data?.is_spy ?? state.is_spy ?? false;
  if (!isSpy) return 'Only the spy can guess. Keep them guessing!';
  if (state.phase === 'VOTE' && state.can_guess_location === false) return 'Your vote is locked in: no guess this time.';
  page.command({ type: 'spy_guess', location_id: place.id });
  return `${place.name} it is…`;
}
