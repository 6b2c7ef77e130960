// @ts-check
// The list of locations with its Guess button. It looks and feels the same for everybody; what the button
// does is decided by the page that uses it.

import { el, setText, show } from '../dom.js';
import { createArmedButton } from './armed_button.js';
import { createChoiceGroup } from './choice_group.js';
import { t } from '../i18n.js';

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
    label: t('places.label'),
    className: 'places',
    keyOf: (/** @type {Place} */ place) => place.id,
    face: (place) => {
      const name = el('span', { class: 'choice-name' }, place.name);
      return { content: [name], update: (next) => setText(name, next.name) };
    },
    choose: (key) => choices.choose({ place: key }),
  });
  const lock = createArmedButton({
    text: t('places.guess'),
    ask: t('places.guess_again'),
    className: 'button button-wide',
    act: () => {
      const place = places.find(({ id }) => id === choices.now.place);
      setText(note, place ? guess(place) : t('places.pick'));
    },
  });
  const element = el('div', { class: 'guess' }, lead, group.element);
  const action = el('div', { class: 'guess-action' }, note, lock.element);
  return {
    element,
    /** The Guess button, for where the thumb is. */
    action,
    /** @param {Place[]} next @param {boolean} open whether the time to guess has come @param {boolean} shown whether the list is looked at */
    update(next, open, shown) {
      places = next;
      setText(lead, open ? t('places.lead_open') : t('places.lead'));
      show(action, open && shown);
      group.update(places, choices.now.place);
    },
  };
}
