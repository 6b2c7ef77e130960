// @ts-check
// The list of locations with its Guess button. It looks and feels the same for everybody; what the button
// does is decided by the page that uses it.

import { el, setText, show } from '../dom.js';
import { createArmedButton } from './armed_button.js';
import { createChoiceGroup } from './choice_group.js';

/** @import { Place } from '../protocol.js' */
/** @import { Choices } from '../choices.js' */

/**
 * @param {object} options
 * @param {Choices} options.choices
 * @param {(place: Place) => string} options.guess acts on a guess and returns what to say about it
 */
export function createPlaceList({ choices, guess }) {
  /** @type {Place[]} */
  let places = [];
  const lead = el('p', { class: 'muted' });
  const note = el('p', { class: 'guess-note', role: 'status' });
  const group = createChoiceGroup({
    label: 'Locations',
    className: 'places',
    keyOf: (/** @type {Place} */ place) => place.id,
    face: (place) => {
      const name = el('span', { class: 'choice-name' }, place.name);
      return { content: [name], update: (next) => setText(name, next.name) };
    },
    choose: (key) => choices.choose({ place: key }),
  });
  const lock = createArmedButton({
    text: 'Guess this location',
    ask: 'Tap again to guess',
    className: 'button button-wide',
    act: () => {
      const place = places.find(({ id }) => id === choices.now.place);
      setText(note, place ? guess(place) : 'Pick a location first.');
    },
  });
  const element = el('div', { class: 'guess' },
    lead, group.element, note, lock.element);
  return {
    element,
    /** @param {Place[]} next @param {boolean} open whether the time to guess has come */
    update(next, open) {
      places = next;
      setText(lead, open ? 'One of these is the secret location. Only the spy’s guess counts.' : 'One of these is the secret location.');
      show(note, open);
      show(lock.element, open);
      group.update(places, choices.now.place);
    },
  };
}
