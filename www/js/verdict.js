// @ts-check
// What the verdict of a round means, in one sentence, and what the spy had guessed.

import { t } from './i18n.js';
import { placeName } from './packs.js';

/** @import { State } from './protocol.js' */

/** What the verdict means, in one sentence. @param {State} state */
export function verdictSentence(state) {
  const convicted = state.convicted ?? state.vote_results?.convicted;
  if (state.spy_guess?.guessed) {
    const spy = state.actual_spy ?? '';
    return t(state.spy_guess.correct ? 'says.named' : 'says.guessed', { spy, place: guessedPlace(state) });
  }
  switch (state.verdict) {
    case 'spy_caught':
      return t('says.was_spy', { name: convicted ?? state.actual_spy ?? '' });
    case 'innocent':
      return t('says.was_innocent', { name: convicted ?? '' });
    case 'no_conviction':
      return state.vote_results?.is_tie ? t('says.tie') : t('says.too_few');
    default:
      return '';
  }
}

/** The place that the spy has named, as the reader calls it; empty without a guess. @param {State} state */
export function guessedPlace(state) {
  const { location_id: id, location: name } = state.spy_guess ?? {};
  return id !== undefined && name !== undefined ? placeName(state, { id, name }) : '';
}
