// @ts-check
// What happens when somebody taps Guess: for the spy a guess, for everybody else a private word.

import { t } from '../../i18n.js';

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
  if (!isSpy) return t('guess.not_spy');
  if (state.phase === 'VOTE' && state.can_guess_location === false) return t('guess.locked');
  page.command({ type: 'spy_guess', location_id: place.id });
  return t('guess.it_is', { place: place.name });
}
