// @ts-check
// A group of buttons of which one is chosen: a radio group with one tab stop and arrow keys.

import { stepAcross } from '../arrows.js';
import { el, keyedList, setAttribute } from '../dom.js';

/**
 * @template Item
 * @typedef {object} ChoiceGroupOptions
 * @property {string} label
 * @property {string} className
 * @property {(item: Item) => string} keyOf
 * @property {(item: Item) => { content: Node[], update(item: Item): void }} face what stands on a button
 * @property {(key: string) => void} choose
 */

/**
 * @template Item
 * @param {ChoiceGroupOptions<Item>} options
 */
export function createChoiceGroup(options) {
  const element = el('div', { class: options.className, role: 'radiogroup', 'aria-label': options.label });
  /** @type {string[]} */
  let keys = [];
  /** @type {string | null} */
  let chosen = null;

  const sync = keyedList(element, options.keyOf, (/** @type {Item} */ item) => {
    const key = options.keyOf(item);
    const face = options.face(item);
    const node = el(
      'button',
      {
        type: 'button',
        class: 'choice',
        role: 'radio',
        onclick: () => options.choose(key),
      },
      ...face.content,
    );
    return {
      element: node,
      update(next, index) {
        face.update(next);
        setAttribute(node, 'aria-checked', String(key === chosen));
        setAttribute(node, 'tabindex', key === chosen || (chosen === null && index === 0) ? 0 : -1);
      },
    };
  });

  element.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? stepAcross(event);
    const from = [...element.children].findIndex((child) => child === document.activeElement);
    if (!step || from < 0) return;
    event.preventDefault();
    const to = (from + step + keys.length) % keys.length;
    options.choose(/** @type {string} */ (keys[to]));
    /** @type {HTMLElement} */ (element.children[to]).focus();
  });

  return {
    element,
    /** @param {Item[]} items @param {string | null} chosenKey */
    update(items, chosenKey) {
      keys = items.map(options.keyOf);
      chosen = chosenKey !== null && keys.includes(chosenKey) ? chosenKey : null;
      sync(items);
    },
  };
}
