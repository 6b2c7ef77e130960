// @ts-check
// The spy's guess in the reveal: a card with the place that was named, and one with the place it was.

import { el, setAttribute, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { createIcon } from '../icons.js';
import { isolate } from '../isolates.js';
import { placeName } from '../packs.js';
import { guessedPlace } from '../verdict.js';

/** @import { State } from '../protocol.js' */
/** @import { IconName } from '../icons.js' */
/** @import { Moment } from '../reveal.js' */

/** @param {string} label @param {IconName} icon */
function createCard(label, icon) {
  const place = el('span', { class: 'guess-place' });
  const element = el(
    'li',
    { class: 'guess-card' },
    el('span', { class: 'guess-label' }, t(label)),
    el(
      'span',
      { class: 'flip' },
      el('span', { class: 'flip-front', 'aria-hidden': 'true' }, createIcon(icon).element),
      el('span', { class: 'flip-back' }, place),
    ),
  );
  return {
    element,
    /** @param {string | null} name null as long as it lies face down */
    update(name) {
      setText(place, isolate(name ?? ''));
      setAttribute(element, 'data-open', name !== null);
    },
  };
}

/** Whether the guess is shown by now: in the place of the votes. @param {State} state @param {Moment} moment */
export const isGuessDue = (state, moment) =>
  Boolean(state.spy_guess?.guessed && (moment.guess || !state.votes?.length));

export function createGuessCards() {
  const guess = createCard('reveal.the_guess', 'spy');
  const truth = createCard('scoring.location', 'place');
  const element = el('ol', { class: 'guess-cards' }, guess.element, truth.element);
  return {
    element,
    /** @param {State} state @param {Moment} moment */
    update(state, moment) {
      const { spy_guess: named, location } = state;
      const isDue = isGuessDue(state, moment);
      show(element, isDue);
      if (!named || !isDue) return;
      guess.update(guessedPlace(state));
      truth.update(moment.place && location ? placeName(state, location) : null);
      setAttribute(element, 'data-correct', moment.guessResult ? String(Boolean(named.correct)) : null);
    },
  };
}
