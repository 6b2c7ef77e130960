// @ts-check
// "Ana asks Ben": whose turn it is.

import { createAvatar } from './avatar.js';
import { el, nameTag, setAttribute, setText, show } from '../dom.js';
import { textParts } from '../i18n.js';

/** @import { State } from '../protocol.js' */

export function createTurn() {
  const people = ['questioner', 'answerer'].map(() => {
    const avatar = createAvatar();
    const name = nameTag('turn-name');
    return { avatar, name, element: el('span', { class: 'turn-person' }, avatar.element, name) };
  });
  const [from, to] = people.map((person) => person.element);
  // In the order of the language.
  const parts = textParts('turn.asks')
    .filter((part) => part !== '')
    .map((part) => (part === 'from' ? from : part === 'to' ? to : el('span', { class: 'turn-verb' }, part)));
  const element = el('p', { class: 'turn' }, .../** @type {Node[]} */ (parts));
  return {
    element,
    /** @param {State} state */
    update(state) {
      const turn = state.current_turn;
      show(element, Boolean(turn));
      if (!turn) return;
      [turn.questioner.name, turn.answerer.name].forEach((name, index) => {
        const person = people[index];
        if (!person) return;
        person.avatar.update(name, state);
        setText(person.name, name);
        setAttribute(person.element, 'data-self', state.you.is_player && name === state.you.name);
      });
    },
  };
}
