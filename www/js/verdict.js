// @ts-check
// What the verdict of a round means, in one sentence.

import { t } from './i18n.js';
import { placeName } from './packs.js';

/** @import { Place, State } from './protocol.js' */

/** What the verdict means, in one sentence. @param {State} state */
export function verdictSentence(state) {
  const convicted = state.convicted ?? state.vote_results?.convicted;
  if (state.spy_guess?.guessed) {
    const place = placeOf(state, state.spy_guess.location_id);
    const spy = state.actual_spy ?? t('says.the_spy');
    if (state.spy_guess.correct) return t('says.named', { spy, place });
    return place ? t('says.guessed', { spy, place }) : t('says.guessed_wrong', { spy });
  }
  switch (state.verdict) {
    case 'spy_caught': return t('says.was_spy', { name: convicted ?? state.actual_spy ?? '' });
    case 'innocent': return t('says.was_innocent', { name: convicted ?? '' });
    case 'no_conviction': return state.vote_results?.is_tie ? t('says.tie') : t('says.too_few');
    default: return '';
  }
}

/** @param {State} state @param {string | null | undefined} id */
function placeOf(state, id) {
  /** @type {Place[]} */
  const known = [...(state.location ? [state.location] : []), ...(state.location_list ?? []),
    ...(state.role_data?.possible_locations ?? [])];
  const found = known.find((place) => place.id === id);
  return found ? placeName(state, found) : '';
}
