// @ts-check
// A player's mark: the first letter of the name in the colour of the seat; a bot's is a robot's head.

import { el, setAttribute, setText } from '../dom.js';

/** A state, or whatever else has players. @typedef {{ players: { name: string, is_bot?: boolean }[] }} Players */

/** Colours there are; the tenth seat is the last in a full room. */
const SEATS = 10;

/** The first character as people see it; an emoji of several code points stays whole. @param {string} name */
function initial(name) {
  const [first] = 'Segmenter' in Intl
    ? [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)].map((part) => part.segment)
    : [...name];
  return (first ?? '?').toLocaleUpperCase();
}

/** The colour that goes with a name; null for somebody who is not in the room any more. @param {Players} state @param {string} name */
export function seatOf(state, name) {
  const seat = state.players.findIndex((player) => player.name === name);
  return seat < 0 ? null : seat % SEATS;
}

export function createAvatar() {
  const element = el('span', { class: 'avatar', 'aria-hidden': 'true' });
  return {
    element,
    /** @param {string} name @param {Players} state */
    update(name, state) {
      setText(element, initial(name));
      setAttribute(element, 'data-seat', seatOf(state, name));
      setAttribute(element, 'data-bot', state.players.some((player) => player.name === name && player.is_bot));
    },
  };
}
