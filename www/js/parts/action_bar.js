// @ts-check
// What a thumb reaches: the actions of a phone's view, at its lower edge; nothing where there are none.

import { el, setAttribute } from '../dom.js';

/** @param {HTMLElement} node */
const holdsSomething = (node) => !node.hidden && node.childNodes.length > 0;

/** @param {...HTMLElement} actions shown and hidden by whoever has made them */
export function createActionBar(...actions) {
  const element = el('div', { class: 'action-bar' }, ...actions);
  const note = () => setAttribute(element, 'data-bare', !actions.some(holdsSomething));
  new MutationObserver(note).observe(element, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['hidden'],
  });
  note();
  return element;
}
